// Faults that make a stranger of a supporter: of a member who pays late, and of a browser that comes back from Stripe.
import type { Planted } from './planted-fault.ts';

const claim = ['tests/actions/claim-checkout.test.ts', 'tests/actions/claim-asks-stripe.test.ts'];

export const faultsOfReturning: Readonly<Record<string, Planted>> = {
  'Stripe not asked where a refund took the standing': {
    file: 'shared/actions/claim-checkout.ts',
    text: 'stored !== null && standingOf(stored, now, needs.policy).supporter',
    by: 'stored !== null',
    tests: claim,
  },
  'a claim survives "forget all browsers"': {
    file: 'shared/actions/claim-checkout.ts',
    text: 'if (supporter !== null && supporter.generation > 0) return null;',
    by: '',
    tests: ['tests/actions/forget-device.test.ts', 'tests/actions/claim-checkout.test.ts'],
  },
  'a lapsed membership leaves no hint': {
    file: 'shared/actions/recognise.ts',
    text: "isLapsed ? hintFor('lapsed', now) : null",
    by: 'null',
    tests: ['tests/actions/recovered-member.test.ts'],
  },
  'a hint asks at every page': {
    file: 'shared/actions/recognise.ts',
    text: 'Math.ceil((now + day) / day) * day',
    by: 'now',
    tests: ['tests/actions/recovered-member.test.ts'],
  },
  'money on its way leaves no hint': {
    file: 'shared/actions/recognise.ts',
    text: "hint: hintFor('pending', now), isPending",
    by: 'hint: null, isPending',
    tests: ['tests/actions/recognise.test.ts', 'tests/actions/claim-checkout.test.ts'],
  },
  'a hint never asks': {
    file: 'web/elements/decide.ts',
    text: 'const renew = pass !== null && pass.expiresAt <= now;',
    by: "const renew = pass?.tier === 'supporter' && pass.expiresAt <= now;",
    tests: ['tests/actions/recovered-member.test.ts'],
  },
  'the first return forgets what the browser was': {
    file: 'shared/actions/enrol-device.ts',
    text: "if (former !== null && by === 'link')",
    by: 'if (former !== null)',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'the new device does not name the former one': {
    file: 'shared/actions/enrol-device.ts',
    text: "former !== null && by === 'claim' ? { former: former.hash } : {}",
    by: "former !== null && by !== 'claim' ? { former: former.hash } : {}",
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'a former device keeps its year': {
    file: 'shared/actions/enrol-device.ts',
    text: 'Math.min(former.forgetAt, endOfFormer(now))',
    by: 'former.forgetAt',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'a former device outlives the sight of the new one': {
    file: 'shared/actions/read-standing.ts',
    text: 'if (former !== undefined) await needs.devices.forget(former);',
    by: '',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'a former device is gone at once': {
    file: 'shared/core/device.ts',
    text: 'commonBoundary(now, 1);',
    by: 'now;',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'the earlier session of a press is forgotten': {
    file: 'shared/adapters/dynamodb/claims.ts',
    text: '[...before, held.session]',
    by: 'before',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'the session that was handed out last is forgotten': {
    file: 'shared/adapters/dynamodb/claims.ts',
    text: 'session: added.session, earlier',
    by: 'session: held.session, earlier',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'of two sessions only the last is looked at': {
    file: 'shared/actions/claim-checkout.ts',
    text: 'settledPayers(needs, [...earlier, session])',
    by: 'settledPayers(needs, [session])',
    tests: ['tests/actions/lost-answers.test.ts'],
  },
  'the claim cookie ends with the answer': {
    file: 'functions/runtime/cookies.ts',
    text: 'secondsOf(sessionLife + openMemory)',
    by: '0',
    tests: ['tests/actions/lost-answers.test.ts', 'tests/runtime/cookies.test.ts'],
  },
};
