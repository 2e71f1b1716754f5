import {
  DATA_RESOURCE_TYPES,
  formsOf,
  hasWildcard,
  intendedDataResource,
  isDataResource,
} from "../../aws/data-resource";
import { trails, type TrailView } from "../../aws/trail";
import { definePolicy, whenKnown, type CheckContext, type Value } from "../../core";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const MAX_SELECTORS = 5;
const MAX_VALUES = 250;

export default definePolicy({
  name: "cloudtrail-data-resources",
  category: "logging",
  requirements: ["LOG-06"],
  severity: "high",
  level: "mandatory",
  title: "Basic event selectors name data resources in a form that CloudTrail takes",
  description:
    "The dataResources of a trail's eventSelectors have types and values that CloudTrail accepts, and no more of them than it accepts.",
  rationale:
    "CloudTrail knows prefixes and no wildcards. It refuses some wrong values in the middle of a deployment; others it takes, and then records nothing of what was meant.",
  fix: 'Write "arn:aws:s3:::<bucket>/" for the objects of a bucket, "arn:aws:s3", "arn:aws:lambda" or "arn:aws:dynamodb" for all of a kind, else a full ARN.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html",
  ],
  subjects: trails,
  needs: "resource",
  check(trail, context) {
    const selectors = trail.basicSelectors;
    if (selectors.length > MAX_SELECTORS) {
      context.report(trail.resource.at("eventSelectors"), {
        found: `The trail has ${selectors.length} event selectors; CloudTrail takes at most ${MAX_SELECTORS}.`,
        fix: "Put the data resources into fewer selectors, or use advancedEventSelectors.",
        key: "selectors",
      });
    }
    context.each(selectors, (selector) =>
      context.each(selector.dataResources, (dataResource) => checkDataResource(dataResource, context)),
    );
    demandFewValues(trail, context);
  },
});

function checkDataResource(dataResource: Value, { each, report }: CheckContext): void {
  const type = dataResource.at("type").string() ?? "";
  if (!DATA_RESOURCE_TYPES.includes(type)) {
    return report(dataResource.at("type"), {
      found: `${JSON.stringify(type.slice(0, 80))} is no type that eventSelectors take.`,
      fix: `Use ${DATA_RESOURCE_TYPES.join(", ")}; for every other type advancedEventSelectors with a condition on resources.type.`,
    });
  }
  each(dataResource.at("values").list(), (value) => {
    const text = value.string();
    if (text !== undefined && !isDataResource(type, text)) {
      const intended = intendedDataResource(type, text);
      report(value, {
        found: `${JSON.stringify(text.slice(0, 120))} is no value for ${type}${hasWildcard(text) ? "; CloudTrail knows no wildcards" : ""}.`,
        fix: intended === undefined ? `Write ${formsOf(type)}.` : `Write "${intended}".`,
      });
    }
  });
}

/** Values of a list that is not known yet can only be more. */
function demandFewValues(trail: TrailView, { report }: CheckContext): void {
  const lists = trail.basicSelectors.flatMap((selector) => whenKnown(() => selector.dataResources) ?? []);
  const count = lists.reduce((sum, one) => sum + (whenKnown(() => one.at("values").list().length) ?? 0), 0);
  if (count > MAX_VALUES) {
    report(trail.resource.at("eventSelectors"), {
      found: `The trail's event selectors have ${count} values; CloudTrail takes at most ${MAX_VALUES}.`,
      fix: 'Name all resources of a kind at once, such as "arn:aws:s3", or use advancedEventSelectors.',
      key: "values",
    });
  }
}
