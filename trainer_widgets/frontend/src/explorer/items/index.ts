export { ItemDetail } from "./detail";
export { ItemList } from "./list";
