// Any text at all, half characters and nulls included: fast-check's own `binary` unit takes seconds to set up.
import fc from 'fast-check';

export const anyText = (maxLength = 60): fc.Arbitrary<string> =>
  fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength }).map((codes) => String.fromCharCode(...codes));
