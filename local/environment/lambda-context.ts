// The second argument of a Lambda handler: the function's name, the request id and the remaining time.
import type { Context } from 'aws-lambda';

const unused = (): void => undefined;

export function lambdaContext(functionName: string, requestId: string, seconds: number): Context {
  const deadline = performance.now() + seconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: requestId,
    logGroupName: 'local',
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    done: unused,
    fail: unused,
    succeed: unused,
  };
}
