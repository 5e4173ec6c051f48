import type { EscalationRaise } from '../../../activities/contract';
import { dayOf, type Instant } from '../../../domain/calendar';
import type { ClosedHow } from '../../../domain/escalation';
import { workflowId } from '../../../workflows/contract';
import type { EscalationView } from '../engine';
import type { EscalationFact } from '../ledger';
import type { Rows } from './rows';

export interface EscalationRow extends EscalationFact {
  openKey: string | null;
  responsibleId: string | null;
  responsibleRole: string;
  items: { id: string; caseId: string; what: string; dueAt: Instant; closedAt: Instant | null }[];
}

/** What slipped, gathered under who should have done it: the rules of activities/records/raise. */
export class Escalations {
  private readonly known = new Map<string, EscalationRow>();
  private readonly open = new Map<string, EscalationRow>();
  private readonly items = new Map<string, { item: EscalationRow['items'][number]; of: EscalationRow }>();

  constructor(private readonly rows: Rows) {}

  get all(): EscalationRow[] {
    return [...this.known.values()];
  }

  get(id: string): EscalationRow | undefined {
    return this.known.get(id);
  }

  view(id: string): EscalationView | null {
    const row = this.known.get(id);
    if (!row) return null;
    const items = row.items.filter((i) => i.closedAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { ...row, items };
  }

  /** Resolved: what slips from here on opens a new one. */
  resolve(row: EscalationRow, at: Instant): void {
    if (row.openKey) this.open.delete(row.openKey);
    row.openKey = null;
    row.resolvedAt = at;
  }

  /** The case spoken of first, of those it is still about. */
  firstCase(id: string): string | undefined {
    const open = this.known.get(id)?.items.filter((i) => i.closedAt === null) ?? [];
    const [first] = open.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
    return first?.caseId;
  }

  openItemsOf(caseId: string): string[] {
    return [...this.items.values()]
      .filter(({ item }) => item.caseId === caseId && item.closedAt === null)
      .map(({ item }) => item.id);
  }

  raise({ kind, caseId, provinceId, communeId, responsible, items }: EscalationRaise): void {
    const { now } = this.rows.runtime;
    const handover = this.rows.handovers.get(caseId);
    const policy = handover?.policy ?? this.rows.policyOn(dayOf(now));
    const known = items.flatMap((i) => {
      const found = this.items.get(i.id);
      return found && (i.what === 'notice' || found.item.dueAt >= i.dueAt) ? [found] : [];
    });
    const told = known
      .filter(({ item }) => item.closedAt === null)
      .map(({ item, of }) => ({ id: item.id, of }));
    const fresh = items.filter((i) => !known.some(({ item }) => item.id === i.id));
    if (fresh.length > 0) {
      const responsibleId =
        'userId' in responsible
          ? responsible.userId
          : this.rows.accountOf(responsible, { caseId, communeId, provinceId });
      const openKey = [kind, communeId ?? provinceId, responsibleId ?? responsible.role].join('|');
      let row = this.open.get(openKey);
      if (!row) {
        row = {
          ...{ id: `model-${this.known.size + 1}`, openKey, kind, communeId, responsibleId },
          ...{
            responsibleRole: responsible.role,
            responsible: responsibleId ?? responsible.role,
            status: 'open',
          },
          ...{ raisedAt: Math.min(...fresh.map((i) => i.dueAt)), resolvedAt: null, items: [] },
        };
        this.known.set(row.id, row);
        this.open.set(openKey, row);
      }
      for (const i of fresh) {
        const before = this.items.get(i.id);
        if (before) before.of.items = before.of.items.filter((item) => item.id !== i.id);
        const item = { ...i, caseId, closedAt: null };
        row.items.push(item);
        this.items.set(i.id, { item, of: row });
        const key = `escalation/${row.id}/${i.id}/${i.dueAt}`;
        this.rows.timeline.push({ key, caseId, kind: 'escalation-raised', at: now });
        this.rows.changed.add(caseId);
        told.push({ id: i.id, of: row });
      }
    }
    for (const { id, of } of told) {
      const facts = { escalationId: of.id, kind, provinceId, communeId, policy };
      this.rows.runtime.start('escalation', workflowId.escalation(of.id), [{ facts, caseId }]);
      this.rows.runtime.signal(workflowId.escalation(of.id), 'slipped', { itemId: id });
    }
  }

  closeItems(ids: string[], how: ClosedHow = 'done-late'): void {
    for (const id of ids) {
      const found = this.items.get(id);
      if (!found) continue;
      found.item.closedAt ??= this.rows.runtime.now;
      this.rows.runtime.signal(workflowId.escalation(found.of.id), 'itemDone', { itemId: id, how });
    }
  }
}
