// CloudFront before the site: `/v1` goes to the API with the secret that proves it came this way, the files for the
// browser come from their bucket, and all else from where the newsroom's pages are, past the function that knows
// supporters. It keeps no access log: such a log is a list of readers' addresses.
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
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { addApiRequests, addPageCache, addPublicCache, addReaderCache, publicPaths } from './behaviours.ts';
import { addPassFunction, type EdgeNames } from './pass.ts';
import { addApiHeaders, addFileHeaders, addPageHeaders } from './response-headers.ts';
import { type Stage, siteHosts } from './stage.ts';
import type { WebFiles } from './web-files.ts';

export interface Fronted {
  readonly stage: Stage;
  readonly front: Extract<Stage['front'], { readonly kind: 'cloudfront' }>;
  readonly edge: EdgeNames;
  readonly api: HttpApi;
  readonly originSecret: CfnSecret;
  readonly webFiles: WebFiles;
  /** Of the small stack in us-east-1; without it floods meet only the gateway's throttles. */
  readonly webAclArn: string | undefined;
}

export function addDistribution(scope: Construct, fronted: Fronted): Distribution {
  const { stage, front, webFiles, webAclArn } = fronted;
  const files: BehaviorOptions = {
    ...readOnly,
    origin: S3BucketOrigin.withOriginAccessControl(webFiles.bucket),
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: addFileHeaders(scope),
    compress: true,
  };
  const distribution = new Distribution(scope, 'Front', {
    // CloudFormation looks a secret up again only when something around its name has changed.
    comment: `Mainstay, stage ${stage.stage}, origin secret ${front.secretVersion}`,
    domainNames: siteHosts(stage),
    certificate: Certificate.fromCertificateArn(scope, 'FrontCertificate', front.certificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    // Readers are wherever they had to go.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
    defaultBehavior: front.pagesFrom === undefined ? files : pagesBehaviour(scope, front.pagesFrom, fronted.edge),
    additionalBehaviors: { ...apiBehaviours(scope, fronted), [`/${webFiles.folder}/*`]: files },
    // CloudFront would hand one reader's failure to the next for ten seconds.
    errorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
      httpStatus,
      ttl: Duration.seconds(0),
    })),
  });
  return distribution;
}

const readOnly = {
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
} as const;

function apiBehaviours(scope: Construct, fronted: Fronted): Record<string, BehaviorOptions> {
  const common = {
    origin: apiOrigin(fronted),
    originRequestPolicy: addApiRequests(scope),
    responseHeadersPolicy: addApiHeaders(scope),
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  };
  const forEverybody: BehaviorOptions = { ...common, ...readOnly, cachePolicy: addPublicCache(scope) };
  const forOne = { ...common, allowedMethods: AllowedMethods.ALLOW_ALL, cachePolicy: addReaderCache(scope) };
  return {
    ...Object.fromEntries(publicPaths.map((path) => [path, forEverybody])),
    '/v1/*': { ...forOne, compress: false },
  };
}

function apiOrigin({ stage, edge, api, originSecret }: Fronted): IOrigin {
  const host = stage.apiHost?.name ?? `${api.apiId}.execute-api.${api.stack.region}.${api.stack.urlSuffix}`;
  return new HttpOrigin(host, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    // The gateway gives up after 30 seconds itself. Asked twice, a slow checkout would be opened twice.
    readTimeout: Duration.seconds(30),
    connectionAttempts: 2,
    customHeaders: { [edge.secretHeader]: sentSecret(originSecret) },
  });
}

/** Only the place of the secret: CloudFormation reads it at the deploy, and no template ever holds it. */
const sentSecret = (secret: CfnSecret): string =>
  SecretValue.secretsManager(secret.ref, { jsonField: 'sent' }).unsafeUnwrap();

function pagesBehaviour(scope: Construct, pagesFrom: string, edge: EdgeNames): BehaviorOptions {
  return {
    origin: new HttpOrigin(pagesFrom, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: addPageCache(scope, edge.passHeader),
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
    responseHeadersPolicy: addPageHeaders(scope),
    functionAssociations: [addPassFunction(scope, edge)],
    compress: true,
  };
}
