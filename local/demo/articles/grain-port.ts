// A reportage of the demo newspaper.
import type { Article } from '../article.ts';

export const grainPort: Article = {
  slug: 'two-flags-one-grain-port',
  kind: 'Reportage',
  title: 'Two flags, one grain port',
  standfirst:
    'At Sundbrück the silos stand in one country and the quay in another. A treaty of eleven lines has kept the wheat moving for sixty years. It runs out in June.',
  author: 'Noor Halvorsen',
  place: 'Sundbrück',
  published: '2026-11-19',
  picture: {
    name: 'port',
    alternative: 'Grain pours into a cargo ship before a row of pale silos at sunrise',
    caption: 'Loading at berth two. The frontier runs through the conveyor, at the third pillar from the left.',
    credit: 'Illustration: Pavo Lindqvist / The Meridian',
  },
  topics: ['Trade', 'Borders', 'Orsava'],
  body: [
    'There is a painted line on the conveyor belt at Sundbrück, and the grain does not care about it. It leaves silo four at a metre and a half a second, in one country, and falls into the hold of a ship in another, twenty-six seconds later. In between it crosses a customs frontier, a currency, and the only place on this coast where two flags fly from one crane.',
    'The crane’s driver, Ewa Tarn, has both passports and a sandwich. “On the left side I am paid by the hour,” she says from her cabin, forty metres up. “On the right side by the tonne. So I lift slowly on the left and quickly on the right.” She is joking, but not entirely: this is in the agreement, at line seven.',
    'The agreement has eleven lines. It was typed in 1966 on a single sheet by two harbour masters who were tired of waiting for their governments, and ratified afterwards by parliaments that saw no reason to add to it. It says who sweeps the quay, who pays for the light, and what happens if a ship arrives on a day that is a holiday in one country only. In sixty years it has been to arbitration once, over a cat.',
    'Last year four million tonnes of wheat, barley and rape went out through Sundbrück, about a loaf a week for every person on the inland sea. In June the agreement expires. It was made for sixty years because, the surviving harbour master once explained, they were both thirty and thought it would then be somebody else’s turn.',
    { heading: 'Somebody else’s turn' },
    'It is. The two delegations met for the fourth time last month, in a hotel with two entrances. What they have so far is a draft of 214 pages. It covers phytosanitary certificates, the status of the conveyor as a vehicle, and data. It does not yet say who sweeps the quay.',
    'The difficulty is not ill will. Officials on both sides, who spoke on condition that they be described only as officials on both sides, say that almost everything is agreed. But a port that was run on trust has to be described before it can be agreed upon, and the more exactly it is described, the less legal it turns out to be. The weighbridge has never been certified in either country. It has merely never been wrong.',
    'Farmers up the line have begun to hedge. At Korv, ninety kilometres inland, the co-operative’s manager shows a yard full of new rail wagons, bought to take grain to a port further east if Sundbrück should close. It is a day longer and a fifth dearer. “We do not want to use them,” he says. “I walk past and hope that they rust.”',
    { quote: '“It has been to arbitration once in sixty years, over a cat.”' },
    'In the harbour itself nobody seems to be hedging. The canteen still takes both currencies, at a rate chalked on a slate each Monday by the cook. The night shift is still called the long side, after the country whose clocks are an hour behind. In the office that the two customs services share, there are two desks, two seals and one kettle, and the officers have applied, jointly, for a new one.',
    'The cat, for the record, was named Ballast. It had been fed for nine years by both administrations, and when it died each wished to bear the cost of the burial. The arbitrator found that the agreement’s line four, on the removal of refuse, did not apply. He ruled that the cost should be shared, and attached, unusually for such an award, a drawing of the stone.',
    'On the morning I leave, fog has come down, and the ship at berth two cannot be seen from the silos. The loading goes on. Each end of the conveyor knows the other by sound: a rising note means stop, a falling one means more. A young man on the quay side, in his second week, is learning to tell them apart. He has his eyes shut. Somewhere above him, in two countries, Ms Tarn lets the hook down, quickly.',
    'The delegations meet again on 4 December. It is a working day in both.',
  ],
};
