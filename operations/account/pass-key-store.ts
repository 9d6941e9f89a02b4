// The edge's own copy of the keys that prove passes: a KeyValueStore of CloudFront's, an entry for each key's id. Its calls
// are signed for all regions at once (SigV4A), which the import below teaches the client.
import '@aws-sdk/signature-v4a';
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  ListKeysCommand,
  PutKeyCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore';
import { maybeEnvironmentOf } from '../stage/enter-stage.ts';

export interface PassKeyStore {
  /** By id. The values are there too; whoever calls this shows neither. */
  read(): Promise<ReadonlyMap<string, string>>;
  put(id: string, key: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Null where the stage has none: on one machine, or behind a CDN of the newsroom's own. */
export function openPassKeys(): PassKeyStore | null {
  const arn = maybeEnvironmentOf('PASS_KEYS_ARN');
  return arn === null ? null : passKeyStore(arn);
}

export function passKeyStore(
  arn: string,
  client = new CloudFrontKeyValueStoreClient({ maxAttempts: 3 }),
): PassKeyStore {
  /** Every change names the state it was made for: what changed meanwhile is refused, not overwritten. */
  const state = async () => {
    const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }));
    return { KvsARN: arn, IfMatch: ETag };
  };
  return {
    async read() {
      const { Items = [] } = await client.send(new ListKeysCommand({ KvsARN: arn, MaxResults: 50 }));
      return new Map(
        Items.flatMap(({ Key, Value }) => (Key === undefined || Value === undefined ? [] : [[Key, Value]])),
      );
    },
    async put(id, key) {
      await client.send(new PutKeyCommand({ ...(await state()), Key: id, Value: key }));
    },
    async remove(id) {
      await client.send(new DeleteKeyCommand({ ...(await state()), Key: id }));
    },
  };
}
