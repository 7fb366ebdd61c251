/** Codes that are about one of the members asked for: others are answered all the same. */
export const MEMBER_CODES = [40003, 40031, 46004, 50002, 60011, 60021, 60111, 84061, 84074, 701008];

/** The member has no customers. */
export const NO_CUSTOMERS = 84061;
