// nodemailer's connection of SMTP beside the client of DynamoDB.
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { used as dynamodb } from './dynamodb.ts';

export const used = { dynamodb, SmtpConnection };
export const handler = async () => ({ statusCode: 200 });
