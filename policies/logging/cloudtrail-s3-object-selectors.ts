import { everyObject, hasWildcard, isBucketArn } from "../../aws/data-resource";
import { trails, VALUE_OPERATORS, type ValueOperator } from "../../aws/trail";
import { definePolicy } from "../../core";

/** Operators that compare the whole ARN, with those that compare its beginning. */
const WHOLE: Readonly<Partial<Record<ValueOperator, ValueOperator>>> = {
  equals: "startsWiths",
  notEquals: "notStartsWiths",
};

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
        .flatMap((condition) => VALUE_OPERATORS.map((operator) => ({ operator, values: condition.at(operator) })));
      each(lists, ({ operator, values }) =>
        each(values.list(), (value) => {
          const text = value.string() ?? "";
          if (hasWildcard(text)) {
            report(value, {
              found: `${quoted(text)} has a wildcard, which CloudTrail compares literally.`,
              fix: fixFor(operator, text),
            });
          } else if (operator in WHOLE && isBucketArn(text)) {
            report(value, {
              found: `No object's ARN equals that of a bucket, ${quoted(text)}.`,
              fix: fixFor(operator, everyObject(text) ? text : text.replace(/\/?$/, "/")),
            });
          }
        }),
      );
    });
  },
});

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}

/** How to write what a value was meant to say; its wildcards at the outer end say what the operator says already. */
function fixFor(operator: ValueOperator, text: string): string {
  if (everyObject(text)) {
    return "Leave out this value; without a condition on resources.ARN the objects of all buckets are meant.";
  }
  const isEnd = operator.endsWith("ndsWiths");
  const intended = text.replace(isEnd ? /^\*+/ : /\*+$/, "");
  return hasWildcard(intended)
    ? "Compare what is before the wildcard by startsWiths, or what is after it by endsWiths."
    : `Write ${WHOLE[operator] ?? operator}: ["${intended}"].`;
}
