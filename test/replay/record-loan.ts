import { randomUUID } from 'node:crypto';
import { policyInForce } from '../../domain/policy';
import { workflowId } from '../../workflows/contract';
import { COMMUNE, PROVINCE, type World } from '../support/world';

/**
 * One loan through all it can meet: an appraisal answered late, two turns, an instalment that does not come, other dates,
 * a payment undone, a write-off; and an entry of its fund. Returns the ids of both runs.
 */
export async function lendThroughAll(world: World): Promise<{ loan: string; booking: string }> {
  const { organisationId } = await world.db.user.findUniqueOrThrow({ where: { id: world.people.partner } });
  const { id: fundId } = await world.db.fund.create({
    data: {
      name: 'Quỹ',
      source: 'revolving',
      organisationId: organisationId as string,
      provinceId: PROVINCE,
    },
  });
  const booked = randomUUID();
  const capital = { fundId, on: await world.today(), kind: 'capital-in' as const, amount: 10_000_000 };
  await world.say(workflowId.fund(fundId), 'bookFund', 'partner', capital as never, booked);

  const caseId = await world.followUp();
  const loanId = randomUUID();
  const id = workflowId.loan(loanId);
  const terms = { principal: 6_000_000, months: 3, way: 'equal' as const };
  await world.say(id, 'openLoan', 'officer', {
    facts: {
      ...{ loanId, caseId, referralId: null, provinceId: PROVINCE, communeId: COMMUNE },
      ...{ borrower: 'household', openedBy: world.people.officer },
      fund: {
        ...{ fundId, organisationId: organisationId as string, cap: 50_000_000, termMax: 60, vouching: true },
        interest: { kind: 'flat', bps: 600 },
      },
      policy: policyInForce(await world.today()),
    },
    terms,
    mentorId: world.people.mentor,
  });
  await world.engine.settle();
  await world.engine.skip('9 days', '1 day'); // nobody vouches in time
  await world.say(id, 'vouchLoan', 'officer', { yes: true });
  for (const body of ['club', 'club', 'commune'] as const)
    await world.say(id, 'voteOnLoan', 'officer', { voter: randomUUID(), body, yes: true });
  await world.say(id, 'decideLoan', 'partner', { terms });
  await world.engine.settle();
  await world.say(id, 'disburseLoan', 'partner', { on: await world.today() });
  await world.say(id, 'repayLoan', 'partner', { amount: 6_090_000, on: await world.today() });
  await world.say(id, 'renewLoan', 'partner', { terms });
  await world.engine.settle();
  await world.say(id, 'disburseLoan', 'partner', { on: await world.today() });
  await world.engine.skip('41 days', '1 day');
  await world.say(id, 'talkedAboutLoan', 'mentor', {});
  await world.say(id, 'rescheduleLoan', 'partner', { months: 2, way: 'end' });
  await world.say(id, 'repayLoan', 'partner', { amount: 1_000_000, on: await world.today() });
  await world.say(id, 'takeBackRepayment', 'partner', {});
  await world.say(workflowId.followUp(caseId), 'endFollowUp', 'officer', { reason: 'death' });
  await world.engine.settle();
  await world.say(id, 'writeOffLoan', 'partner', {});
  await world.engine.settle();
  return { loan: id, booking: workflowId.booking(booked) };
}
