import { findDuplicates, personKey } from '../../../domain/discharge-row';

describe('who it is', () => {
  const person = { caseNumber: 'CS1-2026-0007', fullName: 'Lò Văn Thương', birthDate: '1990-03-12' };

  test('the case number within its centre, else name and birth date', () => {
    expect(personKey(person, 'c1')).toBe(
      personKey({ ...person, caseNumber: ' cs1 2026 0007', fullName: 'khác' }, 'c1'),
    );
    expect(personKey(person, 'c1')).toBe(personKey({ ...person, caseNumber: 'CS120260007' }, 'c1'));
    expect(personKey(person, 'c1')).not.toBe(personKey(person, 'c2'));
    const unnumbered = { ...person, caseNumber: null };
    expect(personKey(unnumbered, 'c1')).toBe(personKey({ ...unnumbered, fullName: 'LO VAN THUONG' }, 'c2'));
  });

  test('a case number without a letter or a digit is none', () => {
    const [dash, none] = ['–', null].map((caseNumber) => personKey({ ...person, caseNumber }, 'c1'));
    expect(dash).toBe(none);
  });

  test('a new case number makes nobody new; each row points to the first that has its name or its number', () => {
    const other = { caseNumber: 'CS1-2', fullName: 'Tên Khác', birthDate: '1980-01-01' };
    const rows = [
      person,
      other,
      { ...other, caseNumber: person.caseNumber },
      { ...other, caseNumber: null },
      { ...person, caseNumber: 'CS1-3' },
    ];
    expect([...findDuplicates(rows, 'c1')]).toEqual([
      [2, 0],
      [3, 1],
      [4, 0],
    ]);
  });

  test('a person twice in one file is found by either', () => {
    const rows = [
      person,
      null,
      { ...person, fullName: 'Tên Khác', birthDate: '1980-01-01' },
      { ...person, caseNumber: null },
      { ...person, birthDate: '1991-03-12', caseNumber: null },
    ];
    expect([...findDuplicates(rows, 'c1')]).toEqual([
      [2, 0],
      [3, 0],
    ]);
  });
});
