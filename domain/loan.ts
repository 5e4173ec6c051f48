export { Loan, type LoanAction, type Passed } from './loan/loan';
export {
  ARREARS_STAGES,
  type ArrearsStage,
  BEFORE_MONEY,
  BORROWERS,
  type Borrower,
  FUND_SOURCES,
  type FundRules,
  type FundSource,
  isOpen,
  LOAN_STATUSES,
  type LoanFacts,
  type LoanState,
  type LoanStatus,
  VOTING_BODIES,
  type Vote,
  type VotingBody,
} from './loan/state';
