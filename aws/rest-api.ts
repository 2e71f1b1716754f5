/** Stages of API Gateway's REST APIs: resources of their own, or made by a deployment on its way. */
import { some, Undecided, whenKnown, type Resource } from "../core";
import * as types from "./types";

/**
 * Whether a deployment makes a stage that no resource of the stack is: with `stageName`, as the provider knows it until its
 * version 6. https://www.pulumi.com/registry/packages/aws@6.x/api-docs/apigateway/deployment
 */
export function makesStage(deployment: Resource): boolean {
  const name = deployment.at("stageName").string();
  const isSame = (stage: Resource): boolean => stage.at("stageName").string() === name && hasSameApi(stage, deployment);
  return name !== undefined && !some(deployment.graph.allOfType(types.REST_API_STAGE), isSame);
}

function hasSameApi(stage: Resource, deployment: Resource): boolean {
  const id = idOfApi(stage);
  return (
    (id !== undefined && id === idOfApi(deployment)) || apisOf(stage).some((api) => apisOf(deployment).includes(api))
  );
}

/** Whether only VPC endpoints reach the API of a stage. */
export function isPrivateApi(stage: Resource): boolean {
  return some(apisOf(stage), (api) =>
    some(api.at("endpointConfiguration", "types").list(), (type) => type.string() === "PRIVATE"),
  );
}

/** Whether a web ACL's association of one of these types leads to a stage, by its ARN or by one put together from API and name. */
export function hasAssociation(stage: Resource, associations: readonly string[]): boolean {
  const { graph } = stage;
  return some(
    [
      () => some(graph.allOfType(associations), (one) => namesStage(one, stage)),
      () => graph.referrers(stage, associations, "resourceArn").length > 0,
    ],
    (test) => test(),
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
function namesStage(association: Resource, stage: Resource): boolean {
  const arn = association.at("resourceArn");
  if (arn.isUnknown && association.propertyDependencies("resourceArn").some((one) => apisOf(stage).includes(one))) {
    throw new Undecided(arn.display);
  }
  const name = whenKnown(() => stage.at("stageName").string());
  const text = whenKnown(() => arn.string());
  return text?.endsWith(`/restapis/${idOfApi(stage) ?? ""}/stages/${name ?? ""}`) === true;
}

function idOfApi(stage: Resource): string | undefined {
  return whenKnown(() => stage.at("restApi").string());
}

function apisOf(stage: Resource): readonly Resource[] {
  return stage.graph.resourcesAt(stage.at("restApi"), types.REST_API);
}
