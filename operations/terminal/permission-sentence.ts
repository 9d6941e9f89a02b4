// What Stripe says when a key lacks a permission, without the key and the account that its message also names: "Having the
// 'rak_customer_read' permission would allow this request to continue."

export function permissionSentence({ message }: { readonly message: string }): string {
  const [advice] = /Having the .+? would allow this request to continue\./.exec(message) ?? [];
  return (advice ?? message).replaceAll(/\b(?:[rs]k|acct)_[\w*]+/g, '…');
}
