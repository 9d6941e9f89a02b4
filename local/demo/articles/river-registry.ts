// The lead story of the demo newspaper.
import type { Article } from '../article.ts';

export const riverRegistry: Article = {
  slug: 'the-night-the-river-registry-went-dark',
  kind: 'Investigation',
  title: 'The night the river registry went dark',
  standfirst:
    'For ninety years anyone in Orsava could look up how high the water stood. Then, eleven hours before the worst flood in a generation, the numbers stopped.',
  author: 'Ilse Marend',
  place: 'Velm',
  published: '2026-11-22',
  picture: {
    name: 'river',
    alternative: 'A small measuring station on piles, one window lit, above a wide river at night',
    caption: 'The gauging station at Low Karsin, the last on the Taun to report before the flood.',
    credit: 'Illustration: Pavo Lindqvist / The Meridian',
  },
  topics: ['Floods', 'Public records', 'Orsava'],
  body: [
    'At twenty past six on the evening of 3 October, Matis Oren walked out along the gangway of the measuring station at Low Karsin, as he had done on most evenings for thirty-one years, and read the height of the Taun off a painted board. It stood at four metres and twelve. He wrote the figure in pencil, then typed it into a terminal inside the hut. The terminal answered with a sentence he had never seen before: the registry was not accepting entries.',
    'He tried again at seven, and at eight. By nine the water had risen another forty centimetres and he had stopped trying. “I telephoned the district,” he says. “The man told me to go home. He said the figures were being looked after.” Mr Oren did not go home. He sat in the hut with the lamp on, and he kept writing.',
    'Eleven hours later the embankment at Ostrel gave way. Forty-three people died in the lower town, most of them in their beds. In the weeks since, the government has said that the rise of the river was sudden, that no one could have known, and that the public registry of water levels, which had gone dark that evening, had failed because of a fault in a power supply.',
    'The Meridian has obtained the records of that night: the pencilled notebooks of six gauge keepers, the maintenance log of the building in which the registry is housed, and the messages that passed between two ministries. Together they show that the river did not rise without warning, and that the registry did not fail. It was switched off.',
    { heading: 'An open book since 1934' },
    'The registry is one of the oldest public records in the country. Millers asked for it, and later bargemen and insurers. Every gauge on the Taun and its tributaries reports three times a day, and for as long as anybody remembers the heights have been there to read: first on a board outside the town halls, then in the newspapers, then on a website so plain that schoolchildren were sent to it to learn what a graph is.',
    'It had also, in a dry decade, become awkward. In the spring the largest of the reservoirs above Ostrel was leased to a company that sells power at the hours when power is dear. To do so it must hold its water back and then let it go, and each release left a small, square-shouldered step in the registry’s curves. Fishermen noticed first. By August a retired surveyor was publishing a weekly list.',
    '“It was the dullest list in the world,” says the surveyor, who asked that we not print her name. “Height, hour, difference. I thought perhaps forty people read it. Then a deputy minister read one aloud in a committee, and I understood that somebody would come about it.”',
    { quote: '“The water does not know that it is a secret. Only the people downstream do not know.”' },
    'The messages we have seen begin on 29 September, four days before the flood, when forecasters warned of heavy rain over the whole basin. The company asked for leave to empty the reservoir ahead of the rain, at night, at three times the permitted rate. An official replied that this could be allowed, “provided the effect on the published series is considered”. Another suggested the answer two days later: a period of maintenance.',
    'The maintenance log for that evening has a single line. It records that the registry’s intake was closed at 18.15 on instruction, and that the machines were, in the technician’s words, “warm, healthy and bored”. There is no mention of a power supply. At 18.40 the gates above Ostrel were opened.',
    'What would have been different had the numbers been there to see? Hydrologists we asked were careful. The release did not cause the flood, they said; the rain did. But it filled the river’s bed before the rain arrived, and it made the crest come four to five hours sooner, in the dark. Anyone watching the gauge at Low Karsin would have seen a rise that no rainfall could explain. The lower town has a siren, and a committee of volunteers whose duty is to watch the gauge.',
    'They were watching. The chairwoman of the committee, a baker, had the registry’s page open beside her till. “It said four metres twelve,” she says. “It said four metres twelve at seven, at ten, at midnight. I thought: how lucky, it has stopped.” She went to bed at one. She has given us the photograph she took of the screen, because she wished to send it to her sister, to say that there was nothing to worry about.',
    'Neither ministry answered the questions we sent on 9 November. The company said that it acts within its lease at all times and grieves with the families. Two days after we sent our questions, the registry’s website was replaced by a page announcing a modern service, open to registered users, from the new year.',
    'Mr Oren retired on the last day of October. He has kept his notebook, and so have the other five keepers; none of them was asked to hand one in. On the page for that night his figures go on until a quarter to five, every half an hour, in a hand that grows larger as the lamp burns down. The last line has no height. It says only: over the board.',
  ],
};
