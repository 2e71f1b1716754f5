/**
 * The views that policies of others are written with, by the thing that they are about. Each is a module of this folder; more of
 * them may be added here, none is taken away within a major version.
 */
export * as account from "./account";
export * as actions from "./actions";
export * as bucket from "./bucket";
export * as databases from "./database";
export * as hosts from "./host";
export * as keys from "./key";
export * as lambda from "./lambda";
export * as loadBalancer from "./load-balancer";
export * as logGroups from "./log-group";
export * as naming from "./naming";
export * as policyDocument from "./policy-document";
export * as principals from "./role";
export * as region from "./region";
export * as securityGroups from "./security-group";
export * as tags from "./tags";
export * as topics from "./topic";
export * as types from "./types";
export * as vpc from "./vpc";
