import type { Resource } from "../core";

/**
 * Packages of components that many programs share; who uses one cannot edit the resources in it, only give it arguments.
 * https://www.pulumi.com/registry/
 */
const PUBLISHED_PACKAGES: ReadonlySet<string> = new Set([
  "awsx",
  "eks",
  "aws-apigateway",
  "aws-iam",
  "aws-quickstart-aurora-postgres",
  "aws-quickstart-redshift",
  "aws-quickstart-vpc",
  "aws-static-website",
  "aws-s3-replicated-bucket",
  "lbrlabs-eks",
]);

/** The type of the innermost component of a published package that the resource is part of: `eks:index:Cluster`. */
export function publishedComponentOf(resource: Resource): string | undefined {
  return resource.parentTypes.findLast((type) => PUBLISHED_PACKAGES.has(type.split(":")[0] ?? ""));
}
