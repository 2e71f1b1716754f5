import { hasWildcard, isBucketArn } from "../../aws/data-resource";
import { trails } from "../../aws/trail";
import { definePolicy } from "../../core";

/** Operators that compare the whole ARN, with those that compare its beginning. */
const WHOLE: Readonly<Record<string, string>> = { equals: "startsWiths", notEquals: "notStartsWiths" };

const OPERATORS = ["equals", "startsWiths", "notEquals", "notStartsWiths"] as const;

export default definePolicy({
  name: "cloudtrail-s3-object-selectors",
  category: "logging",
  requirements: ["LOG-06"],
  severity: "medium",
  level: "advisory",
  title: "Advanced event selectors find the S3 objects that they are meant for",
  description:
    "Conditions on resources.ARN of S3 objects compare a bucket's ARN by its beginning (startsWiths), and have no wildcards.",
  rationale:
    "The ARN of an object is never equal to that of its bucket, and CloudTrail compares * literally: such a selector is accepted and records nothing.",
  fix: 'Write { field: "resources.ARN", startsWiths: [pulumi.interpolate`${bucket.arn}/`] }.',
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html",
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html",
  ],
  subjects: trails,
  needs: "resource",
  check(trail, { each, report }) {
    each(trail.advancedSelectors, (selector) => {
      if (!selector.demands("resources.type", "AWS::S3::Object")) {
        return;
      }
      const lists = selector
        .conditionsOn("resources.ARN")
        .flatMap((condition) => OPERATORS.map((operator) => ({ operator, values: condition.at(operator) })));
      each(lists, ({ operator, values }) =>
        each(values.list(), (value) => {
          const text = value.string() ?? "";
          const better = WHOLE[operator] ?? operator;
          const bucket = text.replace(/\/?\*$/, "").replace(/\/?$/, "/");
          const fix = `Write ${better}: ["${bucket}"].`;
          if (hasWildcard(text)) {
            report(value, {
              found: `${JSON.stringify(text.slice(0, 120))} has a wildcard, which CloudTrail compares literally.`,
              fix,
            });
          } else if (better !== operator && isBucketArn(text)) {
            report(value, {
              found: `No object's ARN equals that of a bucket, ${JSON.stringify(text.slice(0, 120))}.`,
              fix,
            });
          }
        }),
      );
    });
  },
});
