// The CloudFront distribution before the site. `/v1` goes to the API with the origin secret, the files for the browser come
// from their bucket, and everything else from the newsroom's pages, after the function that checks the pass. It keeps no
// access log, because that is a list of readers' addresses.
import { Duration, SecretValue } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  type IOrigin,
  type IOriginAccessControl,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  addApiRequests,
  addCampaignCache,
  addPageCache,
  addPageRequests,
  addPublicCache,
  addReaderCache,
  campaignPath,
  publicPaths,
} from './behaviours.ts';
import { bucketPages, outputBucketAccess } from './bucket-pages.ts';
import { globalName } from './global-name.ts';
import { addPassFunction, type EdgeNames } from './pass.ts';
import { addApiHeaders, addCampaignHeaders, addFileHeaders, addPageHeaders } from './response-headers.ts';
import { type Stage, siteHosts } from './stage.ts';
import type { WebFiles } from './web-files.ts';

export interface DistributionProps {
  readonly stage: Stage;
  readonly front: Extract<Stage['front'], { readonly kind: 'cloudfront' }>;
  readonly edge: EdgeNames;
  readonly api: HttpApi;
  readonly originSecret: CfnSecret;
  readonly webFiles: WebFiles;
  /** Of the shield stack in us-east-1; without it only API Gateway's throttles limit floods. */
  readonly webAclArn: string | undefined;
}

export function addDistribution(scope: Construct, props: DistributionProps): Distribution {
  const { stage, front, webFiles, webAclArn } = props;
  const originAccessControl = new S3OriginAccessControl(scope, 'BucketAccess', {
    originAccessControlName: globalName(scope, 'BucketAccess'),
  });
  const files: BehaviorOptions = {
    ...readOnly,
    origin: S3BucketOrigin.withOriginAccessControl(webFiles.bucket, { originAccessControl }),
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: addFileHeaders(scope),
    compress: true,
  };
  const distribution = new Distribution(scope, 'Front', {
    // CloudFormation reads the secret again only when the template around it changes.
    comment: `Mainstay, stage ${stage.stage}, origin secret ${front.secretVersion}`,
    // AWS refuses a host that another distribution has; `aws cloudfront associate-alias` takes it over from that one.
    ...(front.areHostsElsewhere ? {} : { domainNames: siteHosts(stage) }),
    certificate: Certificate.fromCertificateArn(scope, 'FrontCertificate', front.certificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    // Readers live in many countries.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
    defaultBehavior: pagesBehaviour(scope, props, originAccessControl) ?? files,
    additionalBehaviors: { ...apiBehaviours(scope, props), [`/${webFiles.folder}/*`]: files },
    // By default CloudFront answers other readers with one reader's error for ten seconds.
    errorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
      httpStatus,
      ttl: Duration.seconds(0),
    })),
  });
  if (front.pagesBucket !== undefined) outputBucketAccess(scope, front.pagesBucket.name, distribution);
  return distribution;
}

const readOnly = {
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
} as const;

function apiBehaviours(scope: Construct, props: DistributionProps): Record<string, BehaviorOptions> {
  const origin = apiOrigin(props);
  const common = {
    origin,
    originRequestPolicy: addApiRequests(scope),
    responseHeadersPolicy: addApiHeaders(scope),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  };
  const publicReads: BehaviorOptions = { ...common, ...readOnly, cachePolicy: addPublicCache(scope) };
  const forOneReader = { ...common, allowedMethods: AllowedMethods.ALLOW_ALL, cachePolicy: addReaderCache(scope) };
  return {
    ...Object.fromEntries(publicPaths.map((path) => [path, publicReads])),
    // Nothing of a request goes to the API but its path.
    [campaignPath]: {
      ...readOnly,
      origin,
      cachePolicy: addCampaignCache(scope),
      responseHeadersPolicy: addCampaignHeaders(scope, props.stage.origins),
    },
    '/v1/*': { ...forOneReader, compress: false },
  };
}

function apiOrigin({ stage, edge, api, originSecret }: DistributionProps): IOrigin {
  const host = stage.apiHost?.name ?? `${api.apiId}.execute-api.${api.stack.region}.${api.stack.urlSuffix}`;
  return new HttpOrigin(host, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    // API Gateway times out after 30 seconds too. A retry would open a slow checkout twice.
    readTimeout: Duration.seconds(30),
    connectionAttempts: 2,
    customHeaders: { [edge.secretHeader]: sentSecret(originSecret) },
  });
}

/** Only a reference: CloudFormation reads the secret at deployment, and no template holds its value. */
const sentSecret = (secret: CfnSecret): string =>
  SecretValue.secretsManager(secret.ref, { jsonField: 'sent' }).unsafeUnwrap();

function pagesBehaviour(
  scope: Construct,
  { front: { pagesFrom, pagesBucket }, edge }: DistributionProps,
  originAccessControl: IOriginAccessControl,
): BehaviorOptions | null {
  if (pagesBucket !== undefined) return bucketPages(scope, pagesBucket, originAccessControl);
  if (pagesFrom === undefined) return null;
  return {
    origin: new HttpOrigin(pagesFrom, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: addPageCache(scope, edge),
    originRequestPolicy: edge.neverAsk.length === 0 ? OriginRequestPolicy.ALL_VIEWER : addPageRequests(scope),
    responseHeadersPolicy: addPageHeaders(scope),
    functionAssociations: [addPassFunction(scope, edge)],
    compress: true,
  };
}
