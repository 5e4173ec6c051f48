import {
  fellBackFrom,
  keyOfResend,
  mayResend,
  maySendNow,
  NOT_REACHED,
  OUTBOX_STATES,
  outboxState,
} from '../../domain/outbox';
import { reasonWords } from '../../domain/wording/outbox';

const NOW = 1000;

describe('what the desk shows of something that was to be told', () => {
  test.each<[string, string, number, string[], string]>([
    ['its day has not come', 'planned', NOW + 1, [], 'planned'],
    ['it is due', 'planned', NOW, [], 'due'],
    ['it is going out', 'claimed', NOW, ['queued'], 'due'],
    ['the provider has it', 'sent', NOW, ['sent'], 'sent'],
    ['it went out by no message that is kept', 'sent', NOW, [], 'sent'],
    ['it arrived by one way', 'sent', NOW, ['failed', 'delivered'], 'delivered'],
    ['no way reached anybody', 'sent', NOW, ['failed', 'undelivered'], 'failed'],
    ['one way failed, of the other nothing is known', 'sent', NOW, ['failed', 'sent'], 'sent'],
    ['nobody could be told', 'failed', NOW, [], 'failed'],
    ['it is no longer true', 'withdrawn', NOW, ['sent'], 'withdrawn'],
    ['it came too late', 'expired', NOW, [], 'expired'],
    ['another message says it', 'collapsed', NOW, [], 'collapsed'],
    ['it may have gone out: a person must look', 'sent', NOW, ['delivered', 'unknown'], 'unknown'],
    ['it may have gone out before it was withdrawn', 'withdrawn', NOW, ['unknown'], 'unknown'],
  ])('%s', (_, status, notBefore, messages, state) =>
    expect(outboxState({ status, notBefore }, messages, NOW)).toBe(state),
  );

  test('what never reached anybody is what the provider gave up', () =>
    expect(NOT_REACHED).toEqual(['failed', 'undelivered']));
});

describe('sent again', () => {
  test('is what went out or should have, not what will go by itself or says nothing any more', () =>
    expect(OUTBOX_STATES.filter(mayResend)).toEqual(['sent', 'delivered', 'failed', 'unknown', 'expired']));

  test('it keeps the key of the first one, told apart by its number', () => {
    expect(keyOfResend('c1/v3/reminder', 2)).toBe('c1/v3/reminder#2');
    expect(keyOfResend('c1/v3/reminder#2', 3)).toBe('c1/v3/reminder#3');
  });
});

describe('a way that came to nothing', () => {
  const push = { channel: 'push', status: 'sent', code: null };
  const sms = { channel: 'sms', status: 'sent', code: null };
  test.each([
    ['gave no sign in time', [push, sms, { ...sms, channel: 'email', status: 'standby' }], [null]],
    ['failed', [{ ...push, status: 'failed', code: 'push-410' }, sms], ['push-410']],
    ['is still the one taken', [push, { ...sms, status: 'standby' }], []],
  ])('%s', (_, messages, codes) => {
    expect(fellBackFrom('visit-reminder', messages)).toEqual(
      codes.map((code) => ({ channel: 'push', code })),
    );
  });

  test('is none where all ways are gone at once', () =>
    expect(fellBackFrom('escalation', [sms, { ...sms, channel: 'email' }])).toEqual([]));

  test('is said beside the state', () => {
    const facts = { state: 'delivered', code: null, heldFor: null, lateClass: null, messages: [] } as const;
    const one = { ...facts, fellBack: [{ channel: 'push', code: null }] };
    expect(reasonWords(one).en).toMatch(
      /^The phone has it\. .* Browser: gave no sign in time, so it went another way\.$/,
    );
    expect(reasonWords({ ...facts, fellBack: [{ channel: 'push', code: 'push-410' }] }).vi).toMatch(
      / Trình duyệt: trình duyệt ấy không nhận tin nữa, nên đi cách khác\.$/,
    );
    expect(reasonWords({ ...facts, fellBack: [] }).en).not.toMatch(/another way/);
  });
});

test('what has not left yet may be sent at once, and nothing else', () => {
  expect(OUTBOX_STATES.filter((state) => maySendNow(state, 'planned'))).toEqual(['planned', 'due']);
  expect(OUTBOX_STATES.filter((state) => maySendNow(state, 'claimed'))).toEqual([]);
});
