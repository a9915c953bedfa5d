/**
 * How the stand-in of TornadoVM's API runs task graphs: in order, on the host, with checks. The other packages below
 * {@code uk.ac.manchester.tornado.api} have the names and signatures that generated and hand-written code uses, so that it compiles
 * against both. It is on the class path of tests only.
 */
package uk.ac.manchester.tornado.api.standin;
