import { trails, type AdvancedSelector, type TrailView } from "../../aws/trail";
import { definePolicy, some, whenKnown, type CheckContext } from "../../core";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
const MAX_VALUES = 500;

export default definePolicy({
  name: "cloudtrail-advanced-selectors",
  category: "logging",
  requirements: ["LOG-06"],
  severity: "high",
  level: "mandatory",
  title: "Advanced event selectors are in a form that CloudTrail takes",
  description:
    "Each of a trail's advancedEventSelectors names eventCategory, all have at most 500 values together, and there are no eventSelectors beside them.",
  rationale:
    "CloudTrail refuses such a trail after other resources have been made. Of basic and advanced selectors beside each other it keeps only one kind, so events that the program seems to record are not.",
  fix: 'Begin each selector with { field: "eventCategory", equals: ["Data"] } or ["Management"], and use only one of eventSelectors and advancedEventSelectors.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html",
  ],
  subjects: trails,
  needs: "resource",
  check(trail, context) {
    const { each, report } = context;
    const advanced = trail.resource.at("advancedEventSelectors");
    each(trail.advancedSelectors, (selector) => {
      if (!namesCategory(selector)) {
        report(selector.value, {
          found: "This selector has no condition on eventCategory.",
          fix: 'Add { field: "eventCategory", equals: ["Data"] } (or ["Management"]) to its fieldSelectors.',
        });
      }
    });
    demandFewValues(trail, context);
    if (advanced.isPresent && trail.resource.at("eventSelectors").isPresent) {
      report(advanced, {
        found: "The trail has eventSelectors and advancedEventSelectors; CloudTrail takes one kind only.",
        fix: "Move what eventSelectors say into advancedEventSelectors and leave out eventSelectors.",
        key: "both",
      });
    }
  },
});

function namesCategory(selector: AdvancedSelector): boolean {
  return some(
    selector.conditions,
    (condition) => condition.at("field").string() === "eventCategory" && condition.at("equals").isPresent,
  );
}

/** Values of a list that is not known yet can only be more. */
function demandFewValues(trail: TrailView, { report }: CheckContext): void {
  const count = trail.advancedSelectors.reduce((sum, one) => sum + (whenKnown(() => one.values.length) ?? 0), 0);
  if (count > MAX_VALUES) {
    report(trail.resource.at("advancedEventSelectors"), {
      found: `The trail's advanced event selectors have ${count} values; CloudTrail takes at most ${MAX_VALUES}.`,
      fix: "Use startsWiths with a common prefix, or leave out the condition on resources.ARN to record all resources of the type.",
      key: "values",
    });
  }
}
