// The edge's copy of the keys that verify passes: a CloudFront KeyValueStore with one entry for each key id. Its API needs
// requests signed for all regions at once (SigV4A), which the import below adds to the client.
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
  /** Keys by id. A caller must never print the values. */
  read(): Promise<ReadonlyMap<string, string>>;
  put(id: string, key: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Null if the stage has none: in a local run, or behind the newsroom's own CDN. */
export function openPassKeys(): PassKeyStore | null {
  const arn = maybeEnvironmentOf('PASS_KEYS_ARN');
  return arn === null ? null : passKeyStore(arn);
}

export function passKeyStore(
  arn: string,
  client = new CloudFrontKeyValueStoreClient({ maxAttempts: 3 }),
): PassKeyStore {
  /** Each write names the version it is based on, so that a concurrent change is refused and not overwritten. */
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
