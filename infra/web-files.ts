// The files for the reader's browser: a private bucket that only our distribution may read. Their folder is named for their
// content, so that browsers may cache them for a year and a roll-back still finds the older files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { monthOfLogs } from './lambda.ts';
import { retainedOnceCreated } from './storage.ts';

export interface WebFiles {
  readonly bucket: IBucket;
  /** The first part of their path, the same for all versions. */
  readonly folder: string;
  /** The whole path of this version, without a slash at the start or end. */
  readonly path: string;
  readonly upload: BucketDeployment;
}
/** A neutral name, because it stands in every page's source and every network log. */
const folder = 'assets-m';

export function addWebFiles(scope: Construct, dist: string): WebFiles {
  const web = join(dist, 'web');
  const path = `${folder}/${versionOf(web)}`;
  const bucket = new PlainBucket(scope, 'WebFiles', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // Older pages may still name their files.
    removalPolicy: retainedOnceCreated,
  });
  const upload = new BucketDeployment(scope, 'WebFilesUpload', {
    sources: [Source.asset(web)],
    destinationBucket: bucket,
    destinationKeyPrefix: path,
    // Keep older versions.
    prune: false,
    cacheControl: [CacheControl.fromString(`public, max-age=${Duration.days(365).toSeconds()}, immutable`)],
    logGroup: new LogGroup(scope, 'WebFilesUploadLogs', monthOfLogs),
  });
  return { bucket, folder, path, upload };
}

/** The CDK's class leaves out a property that its own interface requires. */
class PlainBucket extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** A hash of all files with their names: the same files get the same path, whoever built them. */
function versionOf(web: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(web, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(web, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
