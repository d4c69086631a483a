import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileFetch } from './compile-fetch.ts';
import type { Step } from './plan-run.ts';
import { fragmentsAt } from './response-path.ts';

/** Whether a plan asks for something that only Apollo's own executor does: renaming inputs and outputs on the way, `@defer`. */
export function needsApollo(node: PlanNode): boolean {
  switch (node.kind) {
    case 'Fetch':
      return rewrites(node);
    case 'Flatten':
      return node.path.some((segment) => typeof segment === 'string' && segment.includes('|[')) || needsApollo(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(needsApollo);
    case 'Condition':
      return [node.ifClause, node.elseClause].some((branch) => branch !== undefined && needsApollo(branch));
    default:
      return true;
  }
}

const rewrites = ({ inputRewrites = [], outputRewrites = [] }: FetchNode): boolean =>
  inputRewrites.length + outputRewrites.length > 0;

/** Everything about a plan that is the same for every request is done here, once a document. */
export function compilePlan(schema: GraphQLSchema, node: PlanNode): Step {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(schema, node);
    case 'Flatten': {
      const inner = compilePlan(schema, node.node);
      const { path } = node;
      return (run, targets, base) => {
        const found = fragmentsAt(targets, path);
        return found.length === 0 ? undefined : inner(run, found, base.concat(path));
      };
    }
    case 'Sequence': {
      const steps = node.nodes.map((inner) => compilePlan(schema, inner));
      return async (run, targets, path) => {
        for (const step of steps) await step(run, targets, path);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((inner) => compilePlan(schema, inner));
      return async (run, targets, path) => {
        await Promise.all(steps.map((step) => step(run, targets, path)));
      };
    }
    case 'Condition': {
      const whenTrue = node.ifClause && compilePlan(schema, node.ifClause);
      const whenFalse = node.elseClause && compilePlan(schema, node.elseClause);
      const { condition } = node;
      return (run, targets, path) => (run.variables[condition] === true ? whenTrue : whenFalse)?.(run, targets, path);
    }
    default:
      throw new Error(`A plan node of kind ${node.kind} is for Apollo's executor.`);
  }
}
