// The site's pages out of a private S3 bucket of the newsroom's, read by CloudFront with an origin access control. S3's
// own website hosting has no TLS and knows no host but its own. Such pages are the same for everybody: the script takes
// the banners away.
import { CfnOutput } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  type Distribution,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type IOriginAccessControl,
  Function as ViewerFunction,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { folderFunctionCode } from '../web/edge/folder-function.ts';
import { addBucketCache } from './behaviours.ts';
import { addPageHeaders } from './response-headers.ts';

export function bucketPages(
  scope: Construct,
  { name, region }: { readonly name: string; readonly region: string },
  originAccessControl: IOriginAccessControl,
): BehaviorOptions {
  const bucket = Bucket.fromBucketAttributes(scope, 'Pages', { bucketName: name, region });
  return {
    origin: S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }),
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: addBucketCache(scope),
    responseHeadersPolicy: addPageHeaders(scope),
    functionAssociations: [
      {
        eventType: FunctionEventType.VIEWER_REQUEST,
        function: new ViewerFunction(scope, 'FolderFunction', {
          comment: 'Mainstay: the page of a folder is its index.html',
          runtime: FunctionRuntime.JS_2_0,
          code: FunctionCode.fromInline(folderFunctionCode()),
        }),
      },
    ],
    compress: true,
  };
}

/** The bucket is not ours to change: the newsroom puts this statement into its policy. */
export function outputBucketAccess(scope: Construct, name: string, distribution: Distribution): void {
  new CfnOutput(scope, 'PagesBucketStatement', {
    description: `To be added to the policy of the bucket ${name}`,
    value: distribution.stack.toJsonString({
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${name}/*`,
      Condition: { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } },
    }),
  });
}
