import { CONTROL, IN_FORCE, OPEN_AT_FIRST } from '../../../results-parsers/checks/admin-tiers/tier-probes.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';
import type { Protocol } from '../../../results-parsers/policy-model/network-policy.ts';
import type { Reach } from '../../../results-parsers/policy-model/reachability.ts';
import type { CheckContext, MadeObject } from '../check.ts';
import { ingressPolicy } from '../network-policies.ts';
import { type PodPlace, servingPods } from '../serving-pods.ts';
import { freePriorities, servedTiers } from './served-tiers.ts';
import type { TierApi, TierPolicy } from './tier-policy.ts';

/**
 * Tries which tiers of admin network policies the newest served version enforces. Its subjects are namespaces of ours and nothing
 * else. `apis`: the versions, the newest first.
 */
export async function tryTiers(context: CheckContext, apis: readonly TierApi[]): Promise<void> {
  const { api, facts, usedPriorities } = await servedTiers(context.cluster, apis);
  for (const [name, fact] of Object.entries(facts)) context.note(name, fact);
  if (api === null) return;
  const priorities = freePriorities(usedPriorities);
  if (priorities === null) {
    throw new ScsNetworkingError('CLUSTER', 'Expected two priorities that no policy uses, found none.');
  }
  const subject = await context.namespace({ purpose: 'subject' });
  const peer = await context.namespace({ purpose: 'peer' });
  const pods = await servingPods(context, subject, peer);
  const trial = new TierTrial(context, api, { ...pods, priorities });
  if (!(await trial.isOpen())) return;
  const served = (plural: string): boolean => facts.servedKinds.includes(plural);
  const admin = served(api.kinds.admin) && (await trial.admin());
  const baseline = served(api.kinds.baseline) && !facts.baselineInUse && (await trial.baseline());
  if (!admin && !baseline) await trial.control();
}

interface Places {
  /** In the subject's namespace: the server, and a pod that no policy of a tier applies to. */
  readonly client: PodPlace;
  readonly neighbour: PodPlace;
  /** In the peer's namespace. */
  readonly stranger: PodPlace;
  readonly priorities: readonly [first: number, second: number];
}

/** The steps of a trial, all about the traffic from the stranger to the subject's server. */
class TierTrial {
  readonly #context: CheckContext;
  readonly #api: TierApi;
  readonly #places: Places;

  constructor(context: CheckContext, api: TierApi, places: Places) {
    this.#context = context;
    this.#api = api;
    this.#places = places;
  }

  /** Whether traffic flows before there is any policy. */
  async isOpen(): Promise<boolean> {
    const [tcp, udp] = OPEN_AT_FIRST;
    const probes = await Promise.all([this.#probe(tcp, 'open', 'TCP', null), this.#probe(udp, 'open', 'UDP', null)]);
    return probes.every(({ observed }) => observed === 'open');
  }

  /** False: the tier denies nothing. */
  async admin(): Promise<boolean> {
    const { client, stranger, priorities } = this.#places;
    const [before, after] = priorities;
    const deny = await this.#make({ tier: 'admin', action: 'deny', priority: after });
    const denied = await this.#denied('admin-deny', deny);
    const isEnforced = denied.some(({ observed }) => observed === 'blocked');
    if (isEnforced) await this.#precedence(before);
    const restoredAt = await deny.remove();
    if (isEnforced) await this.#probe('admin-restored', 'open', 'TCP', restoredAt);
    const egress = await this.#make({
      tier: 'admin',
      action: 'deny',
      priority: after,
      direction: 'egress',
      subject: stranger.namespace,
      peer: client.namespace,
    });
    const { observed } = await this.#probe('admin-deny-egress', 'blocked', 'TCP', egress.changedAt);
    await egress.remove();
    return isEnforced || observed === 'blocked';
  }

  /** While an admin policy denies: the effect of one with higher precedence, without and with NetworkPolicies in the next tier. */
  async #precedence(priority: number): Promise<void> {
    const { client, stranger } = this.#places;
    const allow = await this.#make({ tier: 'admin', action: 'allow', priority });
    await this.#probe('admin-priority', 'open', 'TCP', allow.changedAt);
    const denyAll = await this.#context.create(ingressPolicy('deny-all', client.namespace, []));
    await this.#untilInForce(denyAll);
    await this.#probe('admin-over-network-policy', 'open', 'TCP', denyAll.changedAt);
    await allow.remove();
    const pass = await this.#make({ tier: 'admin', action: 'pass', priority });
    // NetworkPolicies add up: with this one beside it, the first denies all but this traffic.
    const allowStranger = await this.#context.create(
      ingressPolicy('allow-stranger', client.namespace, [stranger.namespace]),
    );
    await this.#probe('admin-pass-allowed', 'open', 'TCP', allowStranger.changedAt);
    const deniedAt = await allowStranger.remove();
    await this.#probe('admin-pass-denied', 'blocked', 'TCP', deniedAt);
    await pass.remove();
    await denyAll.remove();
  }

  /** False: the tier denies nothing. */
  async baseline(): Promise<boolean> {
    const { client, stranger, priorities } = this.#places;
    const deny = await this.#make({ tier: 'baseline', action: 'deny', priority: priorities[1] });
    const denied = await this.#denied('baseline-deny', deny);
    const isEnforced = denied.some(({ observed }) => observed === 'blocked');
    if (isEnforced) {
      const allow = await this.#context.create(ingressPolicy('allow-stranger', client.namespace, [stranger.namespace]));
      await this.#probe('baseline-overridden', 'open', 'TCP', allow.changedAt);
      await allow.remove();
    }
    const restoredAt = await deny.remove();
    if (isEnforced) await this.#probe('baseline-restored', 'open', 'TCP', restoredAt);
    return isEnforced;
  }

  /** Whether a plain NetworkPolicy is enforced here. */
  async control(): Promise<void> {
    const denyAll = await this.#context.create(ingressPolicy('control', this.#places.client.namespace, []));
    await this.#probe(CONTROL, 'blocked', 'TCP', denyAll.changedAt);
    await denyAll.remove();
  }

  async #denied(name: string, { changedAt }: MadeObject): Promise<Probe[]> {
    const protocols: readonly Protocol[] = ['TCP', 'UDP'];
    return await Promise.all(
      protocols.map((protocol) => this.#probe(`${name}-${protocol.toLowerCase()}`, 'blocked', protocol, changedAt)),
    );
  }

  /** An open connection proves nothing about a NetworkPolicy that is not in force yet. */
  async #untilInForce({ changedAt }: MadeObject): Promise<void> {
    const { client, neighbour } = this.#places;
    await this.#context.probe({
      ...way(neighbour, client),
      name: IN_FORCE,
      protocol: 'TCP',
      expected: 'blocked',
      changedAt,
    });
  }

  async #make(policy: Pick<TierPolicy, 'tier' | 'action' | 'priority'> & Partial<TierPolicy>): Promise<MadeObject> {
    const { client, stranger } = this.#places;
    return await this.#context.create(
      this.#api.policy({
        name: `scs-${policy.tier}-${policy.action}-${this.#context.runId}`,
        subject: client.namespace,
        direction: 'ingress',
        peer: stranger.namespace,
        ...policy,
      }),
    );
  }

  async #probe(name: string, expected: Reach, protocol: Protocol, changedAt: string | null): Promise<Probe> {
    const { client, stranger } = this.#places;
    return await this.#context.probe({
      ...way(stranger, client),
      name,
      protocol,
      expected,
      ...(changedAt === null ? {} : { changedAt }),
    });
  }
}

function way(from: PodPlace, to: PodPlace) {
  return {
    from: { namespace: from.namespace, pod: from.pod },
    to: { what: `pod ${to.namespace}/${to.pod}`, address: to.address },
    port: to.port,
  };
}
