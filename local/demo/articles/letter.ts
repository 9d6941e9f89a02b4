// What the demo newspaper tells its readers about being paid for by them.
import type { Article } from '../article.ts';

export const letter: Article = {
  slug: 'what-your-two-dollars-do',
  kind: 'From the editor',
  title: 'What your two dollars do',
  standfirst:
    'We took the advertisements off our pages in July. Five months on, here is what that has cost, and what it has bought.',
  author: 'Hanne Osk',
  place: 'Riga',
  published: '2026-11-16',
  picture: {
    name: 'press',
    alternative: 'Front pages of The Meridian above the steel cylinders of a printing press',
    caption: 'The Meridian is printed once a week, for readers who prefer not to be seen reading it on a screen.',
    credit: 'Illustration: Ruta Valdis / The Meridian',
  },
  topics: ['The Meridian', 'Press freedom'],
  body: [
    'On the last day of June this newspaper earned, from advertising, about three hundred and thirty dollars. It was an ordinary day. On the first of July it earned nothing from advertising, and it has earned nothing since. I should like to tell you how that is going.',
    'The advertisements went because of what came with them. Each one brought a handful of small programs, written by companies none of us could name, which noted who was reading, and from where. In most of the world that is a nuisance. For a reader in Orsava, where opening this page is treated as an offence, it was a list. We did not keep that list; but we could not promise that nobody did.',
    'So we turned them off, and everything that measured you with them. Pages here now load in less than half the time they took in June. They call no other company’s computers. If you read us in a place where that matters, you have one thing less to explain.',
    'It leaves a hole of ten thousand dollars a month. That is four reporters at what we pay, or the lawyers and the presses, or the people who keep the site within reach when somebody would rather it were not. You have filled about two thirds of it so far. Most of that came in amounts of less than five dollars, from people who give every month, and it is the only income we have ever had that arrives whatever we print.',
    'Some of you ask what two dollars can do. On its own, it pays for a reporter’s bus ticket to Low Karsin. Ilse Marend took that bus eleven times for the investigation we published this week. Several hundred of you, without knowing it, each bought one of those tickets.',
    'Others write to say that they cannot give, because giving to us is a crime where they live. Please do not. Nobody should go to prison for a newspaper, least of all for this one, which will be there in the morning either way. Others are giving in your place; they tell us so.',
    'Those who do give are not asked again. The banners go away and stay away, and we do not know your name: only that a browser somewhere is one we need not bother. It took our engineers longer to build than a list of names would have. I think it was worth the wait.',
    'The rest is as it was. Nobody who pays us decides what we write, because nobody pays us enough to. I find that I have come to like the sound of that sentence. If you would like to help us to go on saying it, you know where we are.',
  ],
};
