// Reminders: that the sweep comes at all, that nothing waits for hours, that the day's cap was not reached, and that the
// mail service has no reason to close the account.
import { addAlarm, addSilence, logged, perHour, type Watch } from './alarm.ts';

const mail = { functionName: 'mail' };

export function watchReminders(watch: Watch): void {
  addAlarm(watch, 'reminders-stuck', {
    metric: logged(watch, 'reminders-stuck', mail, perHour),
    // Six sweeps an hour: in each of three hours at least one found something that was due for more than three.
    atLeast: 1,
    seen: { in: 3, of: 3 },
    hurt: 'Readers who asked to be reminded and hear nothing; a month later their letter is not sent any more.',
    firstStep: "Read errorName of reminder-failed in the log of the function letters, and SES's sending statistics.",
  });
  addAlarm(watch, 'reminders-capped', {
    metric: logged(watch, 'reminders-capped', mail, perHour),
    atLeast: 1,
    hurt: 'Readers whose reminder waits for tomorrow, or strangers whom somebody signed up by the thousand.',
    firstStep:
      'Compare reminder-requested of the last weeks: a campaign of ours, or a flood? Then raise letters.mostPerDay, or stop the letters.',
  });
  addAlarm(watch, 'mail-bounces', {
    metric: logged(watch, 'mail-bounced', mail, perHour),
    atLeast: 20,
    hurt: 'Everybody who waits for a letter: above 5 % bounces or 0.1 % complaints SES stops this account.',
    firstStep:
      'Look at reputation in the SES console; throw the switch `letters` while somebody signs up invented addresses.',
  });
  addSilence(watch, 'reminders-not-swept', {
    metric: logged(watch, 'reminders-swept', mail, perHour),
    hours: 3,
    hurt: 'Readers whose reminder is due: nobody looks for it.',
    firstStep: 'Look at errors and throttles of the function letters, and whether its schedule is enabled.',
  });
}
