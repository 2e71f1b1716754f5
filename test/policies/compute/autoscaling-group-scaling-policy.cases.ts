import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const GROUP = "aws:autoscaling/group:Group";
const POLICY = "aws:autoscaling/policy:Policy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const CPU = {
  policyType: "TargetTrackingScaling",
  targetTrackingConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue: 60,
  },
};
const STEP = {
  policyType: "StepScaling",
  adjustmentType: "ChangeInCapacity",
  stepAdjustments: [{ scalingAdjustment: 1 }],
};

const group = (s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}) =>
  s.resource(GROUP, "web", { minSize: 2, maxSize: 6, ...inputs });
const policy = (s: StackBuilder, inputs: Readonly<Record<string, unknown>>, name = "up") =>
  s.resource(POLICY, name, { autoscalingGroupName: group(s).id, ...inputs });
const alarm = (s: StackBuilder, inputs: Readonly<Record<string, unknown>>) =>
  s.resource(ALARM, "cpu", { namespace: "AWS/EC2", metricName: "CPUUtilization", ...inputs });
const topic = (s: StackBuilder) => s.resource("aws:sns/topic:Topic", "alerts");

const NONE = { resource: "web", path: "", found: /^No scaling policy belongs to this group\.$/, key: "scaling-policy" };
const idle = (found: RegExp) => ({ resource: "web", path: "", found });

export default cases("autoscaling-group-scaling-policy", {
  passes: {
    "target tracking": (s) => void policy(s, CPU),
    "steps with an alarm that calls them": (s) => {
      alarm(s, { alarmActions: [topic(s).arn, policy(s, STEP).arn] });
    },
    "a simple policy, called when all is well again": (s) => {
      alarm(s, { okActions: [policy(s, { scalingAdjustment: -1 }).arn], actionsEnabled: true });
    },
    "a policy that is called when data is missing": (s) => {
      alarm(s, { insufficientDataActions: [policy(s, STEP).arn] });
    },
    "predictive scaling": (s) => {
      policy(s, { policyType: "PredictiveScaling", predictiveScalingConfiguration: { mode: "ForecastAndScale" } });
    },
    "one that scales beside one that does not": (s) => {
      const web = group(s);
      s.resource(POLICY, "cpu", { autoscalingGroupName: web.id, ...CPU, enabled: true });
      s.resource(POLICY, "old", { autoscalingGroupName: web.id, ...STEP });
    },
    "steps, with alarms in another stack": {
      stack: (s) => void policy(s, STEP),
      settings: { providedElsewhere: ["alarms"] },
    },
    "a capacity provider of ECS that scales": (s) => {
      s.resource("aws:ecs/capacityProvider:CapacityProvider", "cp", {
        autoScalingGroupProvider: { autoScalingGroupArn: group(s).arn, managedScaling: { status: "ENABLED" } },
      });
    },
    "target tracking of a group by its name": (s) => {
      group(s, { name: "web-1" });
      s.resource(POLICY, "cpu", { autoscalingGroupName: "web-1", ...CPU });
    },
    "a scaling plan": (s) => {
      const web = group(s, { name: "web" });
      s.resource("aws:autoscalingplans/scalingPlan:ScalingPlan", "plan", {
        scalingInstructions: [{ resourceId: s.text`autoScalingGroup/${web.id}`, maxCapacity: 4 }],
      });
    },
    "a scaling plan that names the group": (s) => {
      group(s, { name: "web" });
      s.resource("aws:autoscalingplans/scalingPlan:ScalingPlan", "plan", {
        scalingInstructions: [{ resourceId: "table/orders" }, { resourceId: "autoScalingGroup/web", maxCapacity: 4 }],
      });
    },
    "nodes of Kubernetes": (s) => {
      group(s, {
        tags: [
          { key: "Name", value: "node", propagateAtLaunch: true },
          { key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagateAtLaunch: false },
        ],
      });
      s.resource(GROUP, "self-managed", {
        minSize: 1,
        maxSize: 3,
        tags: [{ key: "kubernetes.io/cluster/c", value: "owned" }],
      });
    },
    "nodes of Kubernetes, tagged apart": (s) => {
      s.resource("aws:autoscaling/tag:Tag", "t", {
        autoscalingGroupName: group(s).id,
        tag: { key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagateAtLaunch: false },
      });
    },
    "a group that was looked up": (s) => {
      s.resource(GROUP, "web", { minSize: 1, maxSize: 2 }, { isRead: true });
    },
  },
  fails: {
    "no policy": { stack: (s) => void group(s), findings: [{ ...NONE, fix: /ASGAverageCPUUtilization/ }] },
    "a policy of another group, a schedule and other tags": {
      stack: (s) => {
        const web = group(s, { tags: [{ key: "k8s-team", value: "a" }] });
        s.resource(POLICY, "other", { autoscalingGroupName: "batch", ...CPU });
        s.resource("aws:autoscaling/schedule:Schedule", "night", { autoscalingGroupName: web.id, minSize: 0 });
        s.resource("aws:autoscaling/tag:Tag", "t", { autoscalingGroupName: web.id, tag: { key: "Name" } });
      },
      findings: [NONE],
    },
    "a scaling plan of another group": {
      stack: (s) => {
        group(s, { name: "web" });
        s.resource("aws:autoscalingplans/scalingPlan:ScalingPlan", "plan", {
          scalingInstructions: [{ resourceId: "autoScalingGroup/web-2", maxCapacity: 4 }],
        });
      },
      findings: [NONE],
    },
    "alarms elsewhere, but no policy": {
      stack: (s) => void group(s),
      settings: { providedElsewhere: ["alarms"] },
      findings: [NONE],
    },
    "steps without an alarm": {
      stack: (s) => void policy(s, STEP),
      findings: [idle(/^Nothing scales this group: "up" is called by no alarm\.$/)],
    },
    "steps whose alarm tells somebody only": {
      stack: (s) => {
        policy(s, STEP);
        alarm(s, { alarmActions: [topic(s).arn] });
      },
      findings: [idle(/"up" is called by no alarm/)],
    },
    "steps whose alarm may not act": {
      stack: (s) => void alarm(s, { alarmActions: [policy(s, STEP).arn], actionsEnabled: false }),
      findings: [idle(/"up" is called by no alarm/)],
    },
    "predictions only, and a policy that is off": {
      stack: (s) => {
        const name = group(s).id;
        s.resource(POLICY, "off", { autoscalingGroupName: name, ...CPU, enabled: false });
        s.resource(POLICY, "ahead", {
          autoscalingGroupName: name,
          policyType: "PredictiveScaling",
          predictiveScalingConfiguration: { metricSpecification: {} },
        });
      },
      findings: [
        idle(
          /^Nothing scales this group: "ahead" only forecasts \(its mode is not "ForecastAndScale"\) and "off" is disabled\.$/,
        ),
      ],
    },
    "a policy that is off, with alarms elsewhere": {
      stack: (s) => void policy(s, { ...STEP, enabled: false }),
      settings: { providedElsewhere: ["alarms"] },
      findings: [idle(/"up" is disabled/)],
    },
    "a capacity provider that does not scale": {
      stack: (s) => {
        s.resource("aws:ecs/capacityProvider:CapacityProvider", "cp", {
          autoScalingGroupProvider: { autoScalingGroupArn: group(s).arn, managedScaling: { status: "DISABLED" } },
        });
      },
      findings: [NONE],
    },
  },
  undecided: {
    "a policy of a group that is not known": (s) => {
      group(s);
      s.resource(POLICY, "up", { autoscalingGroupName: s.unknown, ...CPU });
    },
    "an alarm whose actions are not known": (s) => {
      policy(s, STEP);
      alarm(s, { alarmActions: s.unknown });
    },
    "a mode that is not known": (s) => {
      policy(s, { policyType: "PredictiveScaling", predictiveScalingConfiguration: { mode: s.unknown } });
    },
    "a policy that may be on": (s) => void policy(s, { ...CPU, enabled: s.unknown }),
    "a type that is not known": (s) => void policy(s, { policyType: s.unknown }),
    "tags that are not known": (s) => void group(s, { tags: s.unknown }),
  },
  malformed: {
    "numbers, null and texts": {
      stack: (s) => {
        policy(s, { policyType: "Other", enabled: "no", predictiveScalingConfiguration: 7 });
        alarm(s, { alarmActions: [null, 7, {}] });
      },
      findings: [idle(/"up" is called by no alarm/)],
    },
    "tags that are no list": { stack: (s) => void group(s, { tags: { Name: "x" } }), findings: [NONE] },
  },
});
