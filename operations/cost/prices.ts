// AWS list prices in US dollars for a European or American region, as of November 2026. Check them again before you quote
// them. Free tiers and taxes are left out.

export const prices = {
  lambdaGigabyteSecond: 0.0000133334,
  lambdaCall: 0.2 / 1e6,
  httpApiCall: 1 / 1e6,
  sqsFifoRequest: 0.5 / 1e6,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  tableGigabyteMonth: 0.25,
  backupGigabyteMonth: 0.2,
  cdnRequest: 1 / 1e6,
  wafRequest: 0.6 / 1e6,
  /** One web ACL with two rules. */
  wafMonth: 7,
  message: 0.1 / 1000,
  logGigabyte: 0.57,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  secretMonth: 0.4,
} as const;
