// Alarms on messages: the sweep does not run, reminders wait for hours, a daily cap is reached, or so many messages
// bounce that the mail service may stop the account.
import { addAlarm, addSilence, logged, perHour, type Watch } from './alarm.ts';

const mail = { functionName: 'mail' };

export function watchReminders(watch: Watch): void {
  addAlarm(watch, 'reminders-stuck', {
    metric: logged(watch, 'reminders-stuck', mail, perHour),
    // Six sweeps run each hour. In each of three hours at least one found a reminder more than three hours overdue.
    atLeast: 1,
    seen: { in: 3, of: 3 },
    hurt: 'Readers who asked for a reminder and get none. A month after it was due it is not sent any more.',
    firstStep:
      'Read errorName of the message reminder-failed in the log of the function mail. Look at the sending statistics of SES, or run `npm run doctor` where messages leave by SMTP.',
  });
  addAlarm(watch, 'reminders-capped', {
    metric: logged(watch, 'reminders-capped', mail, perHour),
    atLeast: 1,
    hurt: 'Readers whose reminder is sent a day late, or people whose addresses somebody else entered by the thousand.',
    firstStep:
      'Compare the metric reminder-requested of the last weeks. After a campaign of ours, raise mail.mostPerDay. In a flood, run `npm run switch -- mail stop`.',
  });
  addAlarm(watch, 'links-capped', {
    metric: logged(watch, 'links-capped', mail, perHour),
    atLeast: 1,
    hurt: 'Supporters who ask for a link: until midnight (UTC) no message with one leaves.',
    firstStep:
      'Compare the metric link-requested of the last weeks. After a mailing of ours, raise mail.mostLinksPerDay and deploy. Somebody who knows addresses may use up the cap.',
  });
  addAlarm(watch, 'questions-capped', {
    metric: logged(watch, 'questions-capped', mail, perHour),
    atLeast: 1,
    hurt: 'Readers who ask to be reminded and get no e-mail before midnight (UTC), or people whose addresses somebody enters by the thousand.',
    firstStep:
      'Compare the metrics confirmation-requested and reminder-confirmed. After a campaign of ours, raise mail.mostQuestionsPerDay and deploy. In a flood the cap is the answer: leave it.',
  });
  addAlarm(watch, 'mail-bounces', {
    metric: logged(watch, 'mail-bounced', mail, perHour),
    atLeast: 20,
    hurt: 'Everybody who waits for an e-mail. Above 5 % bounces or 0.1 % complaints SES may stop this account, and so may a provider of SMTP.',
    firstStep:
      'Look at the reputation metrics in the console of SES or of the provider. If somebody enters invented addresses, run `npm run switch -- mail stop` for this stage.',
  });
  addSilence(watch, 'reminders-not-swept', {
    metric: logged(watch, 'reminders-swept', mail, perHour),
    hours: 3,
    hurt: 'Readers whose reminder is due: nothing sends it.',
    firstStep:
      'Look at the errors and throttles of the function mail. Check that its schedule in EventBridge Scheduler is enabled.',
  });
}
