// The sender at Amazon SES, and the notices about bounces and complaints, which hold an address and so must be kept nowhere.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { ofType, referredBy, stageOf } from './stand-in-stack.ts';

const { all } = stageOf('live');

describe('notices of SES', () => {
  test('about bounces and complaints of this sender go directly to the function mail', () => {
    const [rule, ...others] = ofType(all, 'AWS::Events::Rule');
    expect(others).toEqual([]);
    expect(rule?.properties['EventPattern']).toMatchObject({
      source: ['aws.ses'],
      'detail-type': ['Email Bounced', 'Email Complaint Received'],
      resources: [expect.anything()],
    });
    const [target] = z.array(z.looseObject({ Arn: z.unknown() })).parse(rule?.properties['Targets']);
    expect(referredBy(target?.Arn)).toBe('mailfunction');
    expect(target).not.toHaveProperty('DeadLetterConfig');
    const [destination] = ofType(all, 'AWS::SES::ConfigurationSetEventDestination');
    expect(JSON.stringify(destination?.properties)).toContain('"MatchingEventTypes":["bounce","complaint"]');
  });
});

describe('the sender', () => {
  test('signs with DKIM, sends over TLS only, and has no suppression list at SES', () => {
    const [identity] = ofType(all, 'AWS::SES::EmailIdentity');
    expect(identity?.properties['EmailIdentity']).toBe(settings.mail.sender.split('@')[1]);
    expect(
      referredBy(
        z.looseObject({ ConfigurationSetName: z.unknown() }).parse(identity?.properties['ConfigurationSetAttributes'])
          .ConfigurationSetName,
      ),
    ).toBe('Mailout');
    const [through, ...others] = ofType(all, 'AWS::SES::ConfigurationSet');
    expect(others).toEqual([]);
    expect(through?.properties).toEqual({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    });
  });
});
