// The function that knows supporters at the edge, from the very text that is tested in `edge/`, and the store of the
// passes' keys it proves them by. The store is born empty: `npm run setup` fills it with the keys of the secret.
import { CfnOutput } from 'aws-cdk-lib';
import {
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  KeyValueStore,
  Function as ViewerFunction,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { passFunctionCode } from '../web/edge/pass-function.ts';

/** Names of the newsroom's own, between the browser, the CDN and its origins. */
export interface EdgeNames {
  readonly passCookie: string;
  readonly passHeader: string;
  readonly secretHeader: string;
}

export function addPassFunction(scope: Construct, names: EdgeNames): FunctionAssociation {
  const keys = new KeyValueStore(scope, 'PassKeys', { comment: 'Mainstay: key id of a pass to its key' });
  // Where `npm run setup` and `npm run rotate -- pass` put the keys.
  new CfnOutput(scope, 'PassKeysArn', { value: keys.keyValueStoreArn });
  return {
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new ViewerFunction(scope, 'PassFunction', {
      comment: 'Mainstay: tells supporters from others, and never one from another',
      runtime: FunctionRuntime.JS_2_0,
      keyValueStore: keys,
      code: FunctionCode.fromInline(passFunctionCode(names)),
    }),
  };
}
