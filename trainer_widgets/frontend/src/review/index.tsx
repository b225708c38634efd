import { widgetOf } from "../looking/widget";
import { ReviewFrame } from "./frame";
import { ReviewSession } from "./session";
import "./review.css";

export default widgetOf("Review", ReviewSession, ReviewFrame);
