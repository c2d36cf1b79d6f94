import { ProductDetails } from './product-details';

export { ProductDetails };

/** The contract of each JSONB column, by table. */
export const jsonContracts = { products: { details: ProductDetails } };
