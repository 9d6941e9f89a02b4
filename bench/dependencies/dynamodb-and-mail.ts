// SES's client beside DynamoDB's; they share most of their code.
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { used as dynamodb } from './dynamodb.ts';

export const used = { dynamodb, SendEmailCommand, SESv2Client };
export const handler = async () => ({ statusCode: 200 });
