package org.principia.validation;

import java.util.Optional;
import org.principia.messages.MessageQuantity;

/**
 * Whether a member of a front is the true force, or the true acceleration.
 *
 * @param component message_k or acceleration_k
 * @param structure how it was searched: free or central
 * @param complexity count of operators, constants and variables
 * @param formula the formula with all digits
 * @param chosen whether the front's rule chose it
 * @param nonlinearity 1 - R2 of an edge formula on what it carries, of a node formula on the true
 *     acceleration; infinite where there is none
 * @param carries which of {@link MessageQuantity#FORCES} an edge formula is closest to; empty for a
 *     node
 * @param recovered whether the nonlinearity is below the limit
 */
public record MemberVerdict(
    String component,
    String structure,
    int complexity,
    String formula,
    boolean chosen,
    double nonlinearity,
    Optional<MessageQuantity> carries,
    boolean recovered) {}
