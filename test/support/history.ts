import type { temporal } from '@temporalio/proto';

type History = temporal.api.history.v1.IHistory;

/** What one visit costs the engine: the events from one accepted report to the next. */
export function eventsBetweenReports(
  history: History,
): { events: number; workflowTasks: number; activities: number }[] {
  const events = history.events ?? [];
  const kinds = events.map((event) => String(kindOf(event)));
  const reports = events.flatMap((event, at) =>
    event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name === 'reportVisit'
      ? [at]
      : [],
  );
  return reports.slice(1).map((to, i) => {
    const between = kinds.slice(reports[i], to);
    const count = (kind: string) => between.filter((k) => k === kind).length;
    return {
      events: between.length,
      workflowTasks: count('workflowTaskCompletedEventAttributes'),
      activities: count('activityTaskScheduledEventAttributes'),
    };
  });
}

/** The attribute that is set tells the kind, in the same words whichever server wrote it. */
function kindOf(event: object): string | undefined {
  return Object.entries(event).find(([key, value]) => key.endsWith('EventAttributes') && value)?.[0];
}
