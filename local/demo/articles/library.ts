// A feature of the demo newspaper.
import type { Article } from '../article.ts';

export const library: Article = {
  slug: 'a-library-without-a-roof',
  kind: 'Feature',
  title: 'A library without a roof',
  standfirst:
    'The reading room in Hallen lost its ceiling, its catalogue and a third of its books. It has not missed a day of opening since.',
  author: 'Tomas Avedry',
  place: 'Hallen',
  published: '2026-11-20',
  picture: {
    name: 'library',
    alternative: 'Bookshelves and a reading lamp in a brick hall that is open to the evening sky',
    caption: 'The main hall in Hallen. Readers are asked to bring a coat, and to take a book home with them at night.',
    credit: 'Illustration: Ruta Valdis / The Meridian',
  },
  topics: ['Culture', 'Cities', 'Public records'],
  body: [
    'The first thing you are given at the public library in Hallen is a blanket. The second is a form, on which you are asked to name two books you would be willing to keep at home until further notice. Only then do they ask what you would like to read.',
    'It is six months since the roof of the main hall came down, on a Sunday, in a storm that took the tiles off half the street. Nobody was inside. The building has stood open to the weather ever since: four brick walls, eleven tall windows, most of them with their glass, and between them the shelves, which the librarians have covered with sailcloth from a yard that makes dinghies.',
    'The city’s position is that the library is closed. It has said so in three letters. The librarians’ position is that a library is closed when it does not lend books, and that this one lends more than it did in the spring. In October it lent nine thousand, a figure it had not reached since the year of the last census.',
    '“We had a plan for fire, a plan for flood and a plan for pigeons,” says Agnete Brose, who has run the lending desk for nineteen years. “We did not have a plan for sky. So we asked ourselves what the books needed, and it turned out that what they needed was to be somewhere else.”',
    { heading: 'The shelf in every kitchen' },
    'That is how the lending began to run backwards. Instead of waiting for readers to ask for books, the library asks readers to take them. Each household that signs up becomes what the staff call a branch: thirty volumes, chosen by the library, on a dry shelf, to be fetched or delivered when somebody else asks for one. There are now 412 branches. The catalogue, which had drowned, is being rebuilt from what the branches say they have.',
    'Some of them have taken it further than anybody expected. A dentist on Mill Street keeps the collected poets in his waiting room and reports that patients arrive early. A family of eight holds the atlases. In the tower block by the station the residents of a single staircase have the whole of local history, floor by floor, in order of date: to read about the last century one takes the lift.',
    'The rule that makes it work is that nobody is asked who wants a book, or why. Requests go up on a board by shelf-mark only. Couriers, most of them pupils from the two schools nearby, see an address to fetch from and a hook in the library to hang the bag on. “It was the children who insisted,” Ms Brose says. “They said, if you write the names down, somebody will read the names.”',
    { quote: '“We had a plan for fire, a plan for flood and a plan for pigeons. We did not have a plan for sky.”' },
    'There have been losses. Damp took most of the bound newspapers before they could be moved; a volunteer turns those that remain, a page a day each, like bread. Two branches have moved away and taken their shelves along, one as far as the coast. The library wrote to both, not to ask for the books back but for a note of where they are. Both answered. One enclosed a photograph of the shelf, with a view of the sea.',
    'And there is the winter. In the hall the staff have put up a tent inside the building, a white one, of the kind that is rented for weddings. It seats thirty, is warmed by a stove that the fire brigade lent and inspects every Friday, and is full by nine in the morning. Pensioners read the papers there. Students come for the silence, which is thinner than it was but, several of them said, more attentive.',
    'A new roof would cost about as much as a small roundabout, and the city is building a small roundabout. Its council will vote on the library’s future in March. An architect has offered drawings without charge. A quarry has offered slate. The librarians have asked for something else besides: a line in the budget for the branches, so that they can go on when the roof is back.',
    '“People ask when we shall be a proper library again,” says Ms Brose. It is four in the afternoon, and through the place where the ceiling was the first stars are out. A girl has come in with a bag on each shoulder and is looking for the right hook. “I tell them that we close at six.”',
  ],
};
