import { type Candidate, readSpoken, suggestMentors } from '../../domain/mentor-match';

describe('languages as people write them in lists, folded', () => {
  // biome-ignore format: a table
  test.each<[string, string[] | null]>([
    ['', []],
    ['kinh', ['vi']],
    ['tieng viet', ['vi']],
    ['thai', ['tai']],
    ['mong', ['hmong']],
    ["h'mong", ['hmong']],
    ['tieng thai, mong', ['tai', 'hmong']],
    ['thai va mong', ['tai', 'hmong']],
    ['thai and dao', ['tai', 'dao']],
    ['muong/dao; kinh', ['muong', 'dao', 'vi']],
    ['tai + tai & thai', ['tai']],
    ['  thai  ', ['tai']],
    ['thai,,', ['tai']],
    ['thai, french', null],
    ['thailand', null],
    ['xmuong', null],
    ['daoist', null],
    ['vietnam', null],
  ])('%j: %j', (text, languages) => expect(readSpoken(text)).toEqual(languages));
});

describe('who could accompany somebody', () => {
  const plain: Candidate = {
    id: 'z',
    name: 'Mai',
    communeId: 'TH',
    sex: null,
    languages: ['vi'],
    openCases: 2,
  };
  const person = { communeId: 'MS', sex: 'female', languages: ['vi', 'hmong'] };
  const names = (...candidates: Partial<Candidate>[]) =>
    suggestMentors(
      candidates.map((one, i) => ({ ...plain, id: String(i), ...one })),
      person,
    ).map((one) => one.name);

  // biome-ignore format: a table
  test.each<[string, Partial<Candidate>, string[]]>([
    ['of the same commune', { communeId: 'MS' }, ['near']],
    ['who speaks their own language', { languages: ['vi', 'hmong'] }, ['speaks']],
    ['of the same sex', { sex: 'female' }, ['same-sex']],
    ['of the other', { sex: 'male' }, []],
    ['with nobody yet', { openCases: 0 }, ['free']],
    ['with seven', { openCases: 7 }, []],
    ['with eight', { openCases: 8 }, ['full']],
    ['who is all of it', { communeId: 'MS', languages: ['hmong'], sex: 'female', openCases: 0 }, ['near', 'speaks', 'same-sex', 'free']],
    ['of whom nothing is known', { communeId: null }, []],
  ])('somebody %s: %j', (_what, more, reasons) => {
    const candidate = { ...plain, ...more };
    expect(suggestMentors([candidate], person)).toEqual([{ ...candidate, reasons }]);
  });

  test('what is not known counts for nobody; Vietnamese is everybody’s', () => {
    const unknown = { communeId: null, sex: 'unknown', languages: ['vi'] };
    expect(suggestMentors([{ ...plain, communeId: null, sex: 'unknown' }], unknown)[0]?.reasons).toEqual([]);
  });

  test('near before language before sex before load, and whoever is full after everybody', () => {
    expect(
      names(
        { name: 'full', communeId: 'MS', languages: ['hmong'], sex: 'female', openCases: 8 },
        { name: 'free', openCases: 0 },
        { name: 'busy' },
        { name: 'sex', sex: 'female', openCases: 5 },
        { name: 'speaks', languages: ['hmong'], openCases: 6 },
        { name: 'near', communeId: 'MS', openCases: 7 },
        { name: 'speaks, sex', languages: ['hmong'], sex: 'female', openCases: 7 },
      ),
    ).toEqual(['near', 'speaks, sex', 'speaks', 'sex', 'free', 'busy', 'full']);
  });

  test('as good: by name, then by id, whoever was listed first', () => {
    expect(names({ name: 'Lan' }, { name: 'An' })).toEqual(['An', 'Lan']);
    const ids = ['b', 'a', 'c'].map((id) => ({ ...plain, id }));
    expect(suggestMentors(ids, person).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  test('a place says itself from where on somebody is full', () => {
    expect(suggestMentors([plain], person, 2)[0]?.reasons).toEqual(['full']);
    expect(suggestMentors([plain], person, 3)[0]?.reasons).toEqual([]);
  });
});
