/** Controllers that get no more releases, by what IngressClasses call them, and since when. */
export const retiredControllers: ReadonlyMap<string, string> = new Map([
  ['k8s.io/ingress-nginx', 'ingress-nginx of the Kubernetes project, retired in March 2026'],
]);
