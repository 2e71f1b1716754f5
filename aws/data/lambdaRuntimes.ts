/**
 * Runtimes of AWS Lambda with the day from which AWS no longer patches them. Reviewed by hand, not generated.
 *
 * Sources, read on 2026-11-21 in their latest stored copies:
 * - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (identifiers, policy, operating systems)
 * - https://endoflife.date/aws-lambda, data of 2026-08-22, which follows that page (deprecation and block-update dates)
 * - aws-cdk-lib 2.276.0, lambda.Runtime (identifiers; which of them AWS calls legacy)
 *
 * AWS moves these dates now and then, mostly to later, so a rule compares with a day that the user may set.
 */

/** One runtime. Days are YYYY-MM-DD. */
export interface LambdaRuntime {
  readonly id: string;
  /** From this day on AWS gives no security patches; it may lie in the future. */
  readonly deprecated: string;
  /** From this day on functions can no longer be updated. */
  readonly blocked: string;
}

const runtime = (id: string, deprecated: string, blocked: string): LambdaRuntime => ({ id, deprecated, blocked });

/** Newest first within a language. A runtime that is not in the list is unknown, not deprecated. */
export const lambdaRuntimes: readonly LambdaRuntime[] = [
  runtime("nodejs24.x", "2028-04-30", "2028-07-01"),
  runtime("nodejs22.x", "2027-04-30", "2027-07-01"),
  runtime("nodejs20.x", "2026-04-30", "2027-03-03"),
  runtime("nodejs18.x", "2025-09-01", "2027-03-03"),
  runtime("nodejs16.x", "2024-06-12", "2027-03-03"),
  runtime("nodejs14.x", "2023-12-04", "2027-03-03"),
  runtime("nodejs12.x", "2023-03-31", "2023-04-30"),
  runtime("nodejs10.x", "2021-07-30", "2022-02-14"),
  runtime("nodejs8.10", "2020-03-06", "2020-03-06"),
  runtime("nodejs6.10", "2019-08-12", "2019-08-12"),
  runtime("nodejs4.3-edge", "2020-03-05", "2020-04-30"),
  runtime("nodejs4.3", "2020-03-05", "2020-03-05"),
  runtime("nodejs", "2016-10-31", "2016-10-31"),
  runtime("python3.14", "2029-06-30", "2029-08-31"),
  runtime("python3.13", "2029-06-30", "2029-08-31"),
  runtime("python3.12", "2028-10-31", "2029-01-10"),
  runtime("python3.11", "2027-06-30", "2027-08-31"),
  runtime("python3.10", "2026-10-31", "2027-03-03"),
  runtime("python3.9", "2025-12-15", "2027-03-03"),
  runtime("python3.8", "2024-10-14", "2027-03-03"),
  runtime("python3.7", "2023-12-04", "2027-03-03"),
  runtime("python3.6", "2022-07-18", "2022-08-29"),
  runtime("python2.7", "2021-07-15", "2022-05-30"),
  runtime("java25", "2029-06-30", "2029-08-31"),
  runtime("java21", "2029-06-30", "2029-08-31"),
  runtime("java17.al2023", "2029-06-30", "2029-08-31"),
  runtime("java11.al2023", "2029-06-30", "2029-08-31"),
  runtime("java8.al2023", "2029-06-30", "2029-08-31"),
  runtime("java17", "2027-06-30", "2027-08-31"),
  runtime("java11", "2027-06-30", "2027-08-31"),
  runtime("java8.al2", "2027-06-30", "2027-08-31"),
  runtime("java8", "2024-01-08", "2027-03-03"),
  runtime("dotnet10", "2028-11-14", "2029-01-15"),
  runtime("dotnet8", "2026-11-10", "2027-03-03"),
  runtime("dotnet6", "2024-12-20", "2027-03-03"),
  runtime("dotnetcore3.1", "2023-04-03", "2023-05-03"),
  runtime("dotnetcore2.1", "2022-01-05", "2022-04-13"),
  runtime("dotnetcore2.0", "2019-05-30", "2019-05-30"),
  runtime("dotnetcore1.0", "2019-06-27", "2019-07-30"),
  runtime("ruby4.0", "2029-03-31", "2029-05-31"),
  runtime("ruby3.4", "2028-03-31", "2028-05-31"),
  runtime("ruby3.3", "2027-03-31", "2027-05-31"),
  runtime("ruby3.2", "2026-03-31", "2027-03-03"),
  runtime("ruby2.7", "2023-12-07", "2027-03-03"),
  runtime("ruby2.5", "2021-07-30", "2022-03-31"),
  runtime("go1.x", "2024-01-08", "2027-03-03"),
  runtime("provided.al2023", "2029-06-30", "2029-08-31"),
  runtime("provided.al2", "2026-07-31", "2027-03-03"),
  runtime("provided", "2024-01-08", "2027-03-03"),
];
