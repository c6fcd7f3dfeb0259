/** A flight of the simulated world. */
export interface SimulatedFlight {
  /** `UA123` */
  readonly ident: string;
  /** `UAL123` */
  readonly callsign: string;
  /** Zone of the place of arrival, `America/Denver`. */
  readonly zone: string;
  /** Unix ms: scheduled times at the gates. */
  readonly scheduledOut: number;
  readonly scheduledIn: number;
}

/** How a flight goes, all of it. Times Unix ms. */
export interface FlightCourse {
  readonly off: number;
  readonly on: number;
  readonly in: number;
  readonly fate: 'arrives' | 'diverted' | 'cancelled';
}

/** The course of a flight: the same for the same flight, whoever asks. */
export type CourseOf = (flight: SimulatedFlight) => FlightCourse;
