package org.taxbrain.city.book;

/**
 * A person or a business.
 *
 * @param index its place in the city
 * @param idType kind of its identifier
 * @param id its identifier as issued
 * @param name its name
 */
public record Party(long index, IdType idType, String id, String name) {
    /** Whether it is a business. */
    public boolean business() {
        return idType == IdType.USCC;
    }

    /** Id of its file. */
    public String subject() {
        return idType.subject(id);
    }
}
