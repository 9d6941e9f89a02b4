// Names of what CloudFront keeps for the whole account: policies, key stores, access controls. CloudFormation's own do not
// hold the region, so a stage that is deployed to a second region while the first is away would collide with itself.
import { Names, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** CloudFront takes no longer name of a key store or an access control; the longest region has 14 characters. */
const longestName = 64;
const longestRegion = 14;

export function globalName(scope: Construct, id: string): string {
  const room = longestName - longestRegion - id.length - 2;
  return `${Names.uniqueResourceName(scope, { maxLength: room })}-${id}-${Stack.of(scope).region}`;
}
