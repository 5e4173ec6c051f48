/** The screens: server-rendered, each over the same commands and queries as the JSON API. */
import { Router } from 'express';
import type { Context } from '../context';
import { absencePages } from './absence';
import { adoptionPages } from './adoption';
import { assets } from './assets';
import { casePages } from './case';
import { caseloadPages } from './caseload';
import { caseListPages } from './cases';
import { communityPages } from './community';
import { deskPages } from './desk';
import { escalationPages } from './escalations';
import { figurePages } from './figures';
import { fundPages } from './funds';
import { handoverFormPages } from './handover-form';
import { importPages } from './imports';
import { linkPages } from './link';
import { outagePages } from './outages';
import { placePages } from './places';
import { policyPages } from './policy';
import { readingPages } from './reading';
import { referralPages } from './referrals';
import { signInPages } from './sign-in';
import { userPages } from './users';
import { workPages } from './work';

export { errorPage } from './show';

export function pages(ctx: Context): Router {
  const screens = [
    signInPages,
    linkPages,
    workPages,
    importPages,
    handoverFormPages,
    caseListPages,
    casePages,
    caseloadPages,
    escalationPages,
    referralPages,
    fundPages,
    communityPages,
    deskPages,
    figurePages,
    absencePages,
    readingPages,
    userPages,
    placePages,
    adoptionPages,
    policyPages,
    outagePages,
  ];
  return Router().use(assets(), ...screens.map((screen) => screen(ctx)));
}
