import type { Profile } from "./profile";

/**
 * What belongs to an account or to a platform, not to a service. What remains asked belongs to something that the stack
 * itself makes, and would leave that open: flow logs, endpoints and NAT of its own VPC, the web ACL of its own load
 * balancer, alarms on its own workload, access logs of its own buckets (which may go to a bucket of another stack).
 */
export const SERVICE_TEAM: Profile = {
  name: "service-team",
  summary: "For the stacks of services: what the account's and the platform's stacks have is not asked of them.",
  settings: {
    "baseline-settings": {
      providedElsewhere: ["trail", "guardduty", "config", "access-analyzer", "state-bucket", "mfa-policy"],
    },
  },
};
