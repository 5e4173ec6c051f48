import fc from 'fast-check';
import { type Question, readAnswer, shortCode } from '../../domain/answers';

const asked = (code: string): Question => ({ asked: 'mentor-request', code });
const visit = (code: string): Question => ({ asked: 'visit-report', code });
const read = (text: string, ...questions: Question[]) => {
  const understood = readAnswer(text, questions);
  if (understood.kind === 'answer') return `${understood.said} ${understood.question.code}`;
  return understood.kind === 'unclear' ? understood.why : understood.kind;
};

describe('one person asked about: a digit or a word is enough', () => {
  test.each([
    ['1', 'accept'],
    [' 1. ', 'accept'],
    ['１', 'accept'],
    ['Đồng ý', 'accept'],
    ['DONG Y', 'accept'],
    ['dongy', 'accept'],
    ['dong i', 'accept'],
    ['Tôi nhận!', 'accept'],
    ['vâng', 'accept'],
    ['2', 'decline'],
    ['không', 'decline'],
    ['khong nhan', 'decline'],
    ['k được', 'decline'],
    ['kduoc', 'decline'],
    ['khog', 'decline'],
    ['khogn', 'decline'],
    ['nahn', 'accept'],
    ['koc', 'decline'],
    ['tôi bận', 'decline'],
  ])('"%s" to a request is %s', (text, said) => expect(read(text, asked('K7M4X'))).toBe(`${said} K7M4X`));

  test.each([
    ['1', 'met'],
    ['da gap', 'met'],
    ['Đã gặp rồi', 'met'],
    ['ĐÃ  GẶP', 'met'],
    ['đã gắp', 'met'],
    ['có gặp', 'met'],
    ['xog', 'met'],
    ['2', 'not-home'],
    ['Không gặp', 'not-home'],
    ['ko gap', 'not-home'],
    ['kgap', 'not-home'],
    ['vắng nhà', 'not-home'],
  ])('"%s" of a visit is %s', (text, said) => expect(read(text, visit('K7M4X'))).toBe(`${said} K7M4X`));

  test.each([' Vắng ', 'dxuc', 'doxc', 'douk', 'bna'])('"%s" is too far from any answer to be one', (text) =>
    expect(read(text, asked('K7M4X'))).toBe('not-understood'),
  );
  test.each(['vắng', '3', '12', 'hôm nay trời mưa to quá', '', '👍', 'chưa nhận', 'bhan'])(
    '"%s" is no answer to a request',
    (text) => expect(read(text, asked('K7M4X'))).toBe('not-understood'),
  );
  test.each(['vâng', 'chưa gặp', 'chưa xong', 'k xong', 'ko ok', '0', 'gặp ai?', 'nghi'])(
    '"%s" is no report of a visit',
    (text) => expect(read(text, visit('K7M4X'))).toBe('not-understood'),
  );
});

describe('several people asked about: a code says who is meant', () => {
  const both = [visit('K7M4X'), visit('KXW39')];
  test.each([
    ['2 K7', 'not-home K7M4X'],
    ['K7 2', 'not-home K7M4X'],
    ['2k7', 'not-home K7M4X'],
    ['1 kx', 'met KXW39'],
    ['đã gặp KXW39', 'met KXW39'],
    ['1', 'several'],
    ['đã gặp', 'several'],
    [' 1, K7. ', 'met K7M4X'],
    ['1 K', 'not-understood'],
    ['2k7 hôm qua', 'not-understood'],
    ['gặp ai K7', 'not-understood'],
    ['1 QQ', 'not-understood'],
    ['K7', 'not-understood'],
  ])('"%s" is %s', (text, said) => expect(read(text, ...both)).toBe(said));

  test('a code that is not asked about does not answer for the only one who is', () => {
    expect(read('1 QQ', visit('K7M4X'))).toBe('not-understood');
  });
  test('a request and a visit are told apart by their codes, and their words by what was asked', () => {
    expect(read('2 K7', asked('K7M4X'), visit('KXW39'))).toBe('decline K7M4X');
    expect(read('2 KX', asked('K7M4X'), visit('KXW39'))).toBe('not-home KXW39');
  });
  test('a code that two people share names neither', () =>
    expect(read('1 K7', visit('K7M4X'), visit('K7M9Q'))).toBe('several'));
  test('a word that fits only one of two questions still needs the code', () => {
    expect(read('đã thăm', asked('K7M4X'), visit('KXW39'))).toBe('several');
    expect(read('đã thăm kx', asked('K7M4X'), visit('KXW39'))).toBe('met KXW39');
  });
  test('only a digit is read when it is glued to a code', () =>
    expect(read('kK7', asked('K7M4X'), asked('KXW39'))).toBe('not-understood'));
  test('"vắng" is no yes beside a code either, "vâng" is', () => {
    expect(read('vắng K7', asked('K7M4X'), asked('KXW39'))).toBe('not-understood');
    expect(read('vâng K7', asked('K7M4X'), asked('KXW39'))).toBe('accept K7M4X');
  });
  test('the code shown is as short as tells them apart', () => {
    expect(shortCode('K7M4X', ['K7M4X', 'KXW39'])).toBe('K7');
    expect(shortCode('K7M4X', ['K7M4X', 'K7MQQ'])).toBe('K7M4');
  });
});

describe('no more texts, and again', () => {
  test.each(['STOP', 'stop', 'Hủy', 'HUY', 'Từ chối', 'TU CHOI', 'tuchoi', 'stopp'])('"%s" stops', (text) => {
    expect(read(text)).toBe('stop');
    expect(read(text, asked('K7M4X'), visit('KXW39'))).toBe('stop');
  });
  test.each(['START', 'Bật', 'bat'])('"%s" starts again', (text) => expect(read(text)).toBe('start'));
  test('anything else of somebody who was asked nothing is shown to a person', () =>
    expect(read('1')).toBe('nothing-asked'));
});

describe('whatever is typed', () => {
  const CODES = ['K7M4X', 'KXW39', '37FHJ'];
  test('of several people none is answered for without a code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        fc.pre(!CODES.some((code) => text.toUpperCase().includes(code.slice(0, 2))));
        expect(readAnswer(text, CODES.map(visit)).kind).not.toBe('answer');
      }),
    );
  });

  test('one slip never turns an answer into its contrary, unless what is typed is an answer by itself', () => {
    const says = [
      'dong y',
      'nhan loi',
      'khong nhan',
      'toi ban',
      'toi nhan',
      'duoc',
      'khong',
      'k duoc',
      'ko dong y',
    ];
    const letters = [...'abcdeghiklmnopqrstuvxy'];
    const said = (typed: string) => {
      const got = readAnswer(typed, [asked('K7M4X')]);
      return got.kind === 'answer' ? got.said : null;
    };
    const turned = says.flatMap((phrase) =>
      [...phrase].flatMap((_, i) => {
        const [front, back, after] = [phrase.slice(0, i), phrase.slice(i), phrase.slice(i + 1)];
        const typed = [front + after, ...letters.flatMap((l) => [front + l + back, front + l + after])];
        return typed.filter((t) => said(t) !== null && said(t) !== said(phrase));
      }),
    );
    // 'k duoc' is what somebody who means no types.
    expect([...new Set(turned)].sort()).toEqual(
      ['kduoc', 'kdong y', 'knhan loi', 'ktoi nhan', ' duoc'].sort(),
    );
  });
});
