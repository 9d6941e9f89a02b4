// Payment methods: the two cards a payer may have (one that works, one that is attached but declines) and a bank account.
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change } from '../world/rows.ts';
import type { PaymentMethod } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export type Means = 'good-card' | 'bad-card' | 'bank-account';

export function newPaymentMethod(world: World, means: Means, email: string | null): PaymentMethod {
  return add(world.paymentMethods, {
    id: mintId(world, 'pm_1', 23),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { address: noAddress, email, name: null, phone: null, tax_id: null },
    ...(means === 'bank-account'
      ? ({ type: 'us_bank_account', us_bank_account: bankAccount } as const)
      : ({ type: 'card', card: { ...visa, last4: means === 'good-card' ? '4242' : '0341' } } as const)),
    created: secondsNow(world),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  });
}

export function attach(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  const attached = change(world.paymentMethods, method, { customer });
  record(world, 'payment_method.attached', attached);
  return attached;
}

/** Stripe's test card 0341 is accepted when it is saved and declined whenever it is charged. */
export const declines = (method: PaymentMethod): boolean => method.card?.last4 === '0341';
export const isBank = (method: PaymentMethod): boolean => method.type === 'us_bank_account';

export const checks = { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' };

const visa = {
  brand: 'visa',
  checks,
  country: 'US',
  display_brand: 'visa',
  exp_month: 12,
  exp_year: 2034,
  fingerprint: 'SandboxFingerprt',
  funding: 'credit',
  generated_from: null,
  networks: { available: ['visa'], preferred: null },
  regulated_status: 'unregulated',
  three_d_secure_usage: { supported: true },
  wallet: null,
};

const bankAccount = {
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: 'SandboxBankPrint',
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: '110000000',
  status_details: {},
} as const;
