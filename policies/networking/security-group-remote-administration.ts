import { cis, foundational, securityHub } from "../../aws/controls";
import {
  addressesInWords,
  demandKnown,
  isOpen,
  listed,
  placeOf,
  relevantRules,
  sumOf,
  trafficInWords,
  type ExposedRule,
} from "../../aws/exposure";
import { rangeList, REMOTE_ADMINISTRATION_OPTIONS, shortestPrefixOf } from "../../aws/port-options";
import { fixOfGroupIn } from "../../aws/published-package";
import {
  ADMINISTRATION,
  carries,
  coversTogether,
  displayTraffic,
  SSH,
  watchedPorts,
  type ShortestPrefix,
  type Traffic,
} from "../../aws/ranges";
import type { Range } from "../../aws/cidr";
import { securityGroups } from "../../aws/security-group";
import { definePolicy, type Value } from "../../core";

export default definePolicy({
  name: "security-group-remote-administration",
  category: "networking",
  requirements: ["NET-01"],
  severity: "critical",
  level: "mandatory",
  title: "Nobody administers hosts from the internet",
  description: "No security group lets the internet reach SSH (22) or the remote desktop (3389), bastions included.",
  rationale:
    "Ports of remote administration that anybody reaches are found within minutes and attacked without end; one weak password or one flaw in the server is a way in.",
  fix: 'Reach hosts through AWS Systems Manager Session Manager, which needs no inbound rule, or name your own range: cidrBlocks: ["203.0.113.7/32"].',
  references: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
  ],
  controls: [...foundational("EC2.19"), ...securityHub("EC2.13", "EC2.14", "EC2.53", "EC2.54"), ...cis("1.4.0", "5.2")],
  options: {
    ...REMOTE_ADMINISTRATION_OPTIONS,
    sshAllowList: rangeList({
      default: [],
      description:
        "The only ranges that may use SSH; each rule for it then has one source and exactly port 22. Empty: every range that is not anywhere.",
    }),
  },
  subjects: securityGroups.ingress,
  needs: "stack",
  check(group, { options, report }) {
    const watched = [...ADMINISTRATION, ...options.additionalPorts];
    const relevant = (traffic: Traffic): readonly Traffic[] => watchedPorts(traffic, watched);
    const shortest = shortestPrefixOf(options);
    const rest: ExposedRule[] = [];
    for (const exposed of relevantRules(group.knownRules("ingress"), relevant)) {
      const problem = isOpen(exposed, shortest)
        ? openProblem(exposed, shortest)
        : allowListProblem(exposed, options.sshAllowList);
      if (problem) {
        const { at, ...finding } = problem;
        report(at, { ...finding, key: exposed.rule.key });
      } else {
        rest.push(exposed);
      }
    }
    const sum = sumOf(rest, shortest);
    if (sum) {
      report(group.resource, {
        found: `${trafficInWords(sum, "is", "are")} open to a large part of the internet: the rules ${listed(sum.rules.map(({ label }) => label))} add up to it.`,
        key: "sum",
      });
    }
    group.rules("ingress").forEach((rule) => demandKnown(rule, relevant));
  },
});

interface Problem {
  readonly at: Value;
  readonly found: string;
  readonly fix?: string;
}

function openProblem(exposed: ExposedRule, shortest: ShortestPrefix): Problem {
  const { publishedComponent, resource } = exposed.rule;
  return {
    at: placeOf(exposed, shortest),
    found: `${portsInWords(exposed)} open to ${addressesInWords(exposed, shortest)}.`,
    ...(publishedComponent !== undefined && {
      fix: fixOfGroupIn(publishedComponent, resource, "that lets in only what is served", "ingress, egress"),
    }),
  };
}

/** `22/tcp is`, `0-65535/tcp, which includes 22/tcp and 3389/tcp, is`. */
function portsInWords({ traffic, relevant }: ExposedRule): string {
  const all = displayTraffic(traffic);
  const ports = listed(relevant.map(displayTraffic));
  return ports === all ? `${all} is` : `${all}, which includes ${ports}, is`;
}

/** What is wrong with a rule for SSH where there is an allow list. Rules that name no addresses are not asked. */
function allowListProblem({ rule, traffic, sources }: ExposedRule, allowed: readonly Range[]): Problem | undefined {
  if (allowed.length === 0 || sources.length === 0 || !carries(traffic, SSH)) {
    return undefined;
  }
  const foreign = sources.filter(({ ranges }) => !ranges.every((range) => coversTogether(allowed, range)));
  const peers = rule.cidrs.length + rule.prefixLists.length + rule.groups.length + (rule.isSelf ? 1 : 0);
  const problems = [
    ...(foreign.length > 0
      ? [`it admits ${listed(foreign.map(({ label }) => label))}, which sshAllowList does not name`]
      : []),
    ...(peers > 1 ? [`it has ${peers} sources instead of one`] : []),
    ...(carries(SSH, traffic) ? [] : [`it lets ${displayTraffic(traffic)} through instead of exactly 22/tcp`]),
  ];
  return problems.length === 0
    ? undefined
    : {
        at: rule.value,
        found: `This rule allows SSH, but ${listed(problems)}.`,
        fix: 'Write one rule for each range of sshAllowList: protocol: "tcp", fromPort: 22, toPort: 22 and that range alone.',
      };
}
