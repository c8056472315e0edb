package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row, run by all participants: round by round, so that what disturbs one disturbs all. */
final class Contest {
  private final Row row;
  private final Site site;

  Contest(Row row, Site site) {
    this.row = row;
    this.site = site;
  }

  /**
   * Runs it.
   *
   * @param plan how often and how long
   * @return the figures of each participant, but for those who fail: they are told, and left out
   */
  Map<Participant, Figures> run(List<Participant> participants, Plan plan) {
    Map<Participant, Trial> trials = new LinkedHashMap<>();
    Map<Participant, Figures> figures = new LinkedHashMap<>();
    try {
      for (Participant participant : participants) {
        if (row.isFor(participant)) {
          figures.put(participant, new Figures());
          begin(participant, trials, plan);
        }
      }
      for (int i = 0; i < plan.rounds(); i++) {
        List<Participant> order = new ArrayList<>(trials.keySet());
        Collections.rotate(order, i);
        for (Participant participant : order) {
          round(participant, trials, figures, plan);
        }
      }
      figures.keySet().retainAll(trials.keySet());
      return figures;
    } finally {
      trials.values().forEach(Trial::close);
    }
  }

  private void begin(Participant participant, Map<Participant, Trial> trials, Plan plan) {
    try {
      Trial trial = Trial.start(row, participant, site);
      trials.put(participant, trial);
      // Compilers are at work at first.
      for (int i = 0; i < plan.warmUps(); i++) {
        trial.round(plan.milliseconds());
      }
    } catch (IOException e) {
      leaveOut(participant, trials, e);
    }
  }

  private void round(
      Participant participant,
      Map<Participant, Trial> trials,
      Map<Participant, Figures> figures,
      Plan plan) {
    try {
      figures.get(participant).add(trials.get(participant).round(plan.milliseconds()));
    } catch (IOException e) {
      leaveOut(participant, trials, e);
    }
  }

  private void leaveOut(
      Participant participant, Map<Participant, Trial> trials, IOException reason) {
    System.err.println(row.title() + ": " + participant.name() + " is left out: " + reason);
    Trial trial = trials.remove(participant);
    if (trial != null) {
      trial.close();
    }
  }
}
