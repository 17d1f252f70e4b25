/** Sent with every request, so that an administrator can tell the traffic from other clients'. */
export const userAgent = "ragstone/0.1.0";
