// What writes letters: wishes for a link, from their queue. The only door that opens a seal and the only one that speaks
// to the mail service; nothing on the internet reaches it.
import { type AnswerLinkNeeds, answerLinkRequest } from '../shared/actions/answer-link-request.ts';
import { lazily } from './runtime/lazily.ts';
import { type LettersHandler, lettersDoor } from './runtime/letters-door.ts';
import { wireLetters } from './runtime/wire-letters.ts';

export type LettersNeeds = AnswerLinkNeeds;
export const serve = (needs: LettersNeeds): LettersHandler =>
  lettersDoor(needs, { request: (request) => answerLinkRequest(needs, request) });

const served = lazily(() => serve(wireLetters()));
export const handler: LettersHandler = async (call, context) => (await served())(call, context);
