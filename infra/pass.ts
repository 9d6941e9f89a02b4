// The CloudFront Function that checks the pass, from the text that is tested in `web/edge/`, and the key-value store with the
// keys of passes. The store is created empty: `npm run setup` fills it with the keys of the secret.
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
import { globalName } from './global-name.ts';

/** The newsroom's names for the cookie and the headers between browser, CDN and origins. */
export interface EdgeNames {
  readonly passCookie: string;
  readonly passHeader: string;
  readonly secretHeader: string;
  readonly notFromHereHeader: string;
  /** The countries of `neverAsk`. */
  readonly neverAsk: readonly string[];
}

export function addPassFunction(scope: Construct, names: EdgeNames): FunctionAssociation {
  const keys = new KeyValueStore(scope, 'PassKeys', {
    keyValueStoreName: globalName(scope, 'PassKeys'),
    comment: 'Mainstay: key id of a pass to its key',
  });
  // `npm run setup` and `npm run rotate -- pass` write the keys there.
  new CfnOutput(scope, 'PassKeysArn', { value: keys.keyValueStoreArn });
  return {
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new ViewerFunction(scope, 'PassFunction', {
      comment: 'Mainstay: tells supporters from other readers, never one supporter from another',
      runtime: FunctionRuntime.JS_2_0,
      keyValueStore: keys,
      code: FunctionCode.fromInline(passFunctionCode(names)),
    }),
  };
}
